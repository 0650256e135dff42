using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory;

/// <summary>How files, folders and the command line write a degree: <c>1D</c>, <c>2D</c>.</summary>
public static class DegreeCode
{
    /// <summary>The degree, or null when the text is neither.</summary>
    public static Degree? Parse(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "1D" => Degree.First,
        "2D" => Degree.Second,
        _ => null,
    };

    /// <summary><c>1D</c> or <c>2D</c>.</summary>
    public static string Write(Degree degree) => degree == Degree.First ? "1D" : "2D";
}
