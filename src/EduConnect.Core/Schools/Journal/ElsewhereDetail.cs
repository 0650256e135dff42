namespace EduConnect.Core.Schools.Journal;

/// <summary>
/// In which other school somebody did something, as the audit trail writes it into the trail of a school that knows the same guardian (S-TN2):
/// <c>by school 0750001A, CLG LES TROIS MOULINS (SAINT-AUBRAC)</c>. A name and nothing of its agents, pupils or classes.
/// </summary>
/// <param name="Uai">national code of the school that acted</param>
/// <param name="Name">its name and town, as they were then</param>
public sealed record ElsewhereDetail(string Uai, string Name)
{
    /// <summary>How the detail of such an event begins, and of no other.</summary>
    internal const string Start = "by school ";

    private const string Separator = ", ";

    /// <summary>The detail of an event.</summary>
    public static string Write(string uai, string name) => $"{Start}{uai}{Separator}{name}";

    /// <summary>What <see cref="Write"/> wrote; null for any other text.</summary>
    public static ElsewhereDetail? Read(string detail)
    {
        ArgumentNullException.ThrowIfNull(detail);
        return detail.StartsWith(Start, StringComparison.Ordinal) && detail[Start.Length..].Split(Separator, 2) is [var uai, var name] ? new ElsewhereDetail(uai, name) : null;
    }
}
