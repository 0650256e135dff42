using System.Collections.Frozen;

namespace EduConnect.Core.Schools;

/// <summary>Names of départements (<c>departements.txt</c>) by the three signs that UAI and groups of agents begin or end with.</summary>
public static class Departements
{
    private static readonly Lazy<FrozenDictionary<string, string>> Names = new(Read);

    /// <summary>The name; null when the code is none of a département.</summary>
    public static string? NameOf(string code) => Names.Value.GetValueOrDefault(code);

    /// <summary><c>037 - Indre-et-Loire</c> (row #224); the code alone when it has no name.</summary>
    public static string Titled(string code) => NameOf(code) is { } name ? $"{code} - {name}" : code;

    private static FrozenDictionary<string, string> Read()
    {
        using var stream = typeof(Departements).Assembly.GetManifestResourceStream("EduConnect.departements.txt")
            ?? throw new InvalidOperationException("The list of departements is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.TrimEnd('\r').Split(';'))
            .ToFrozenDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);
    }
}
