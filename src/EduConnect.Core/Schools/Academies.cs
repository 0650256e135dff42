using System.Collections.Frozen;

namespace EduConnect.Core.Schools;

/// <summary>One académie: the territory whose services run the directory and help families.</summary>
/// <param name="Code">two digits, as in the headers of the exports</param>
/// <param name="Slug">how addresses of pages name it</param>
/// <param name="Name">short name for lists and maps</param>
/// <param name="Complement">what follows "académie": with its preposition</param>
/// <param name="Departements">its départements, as the geometry of the map names them</param>
public sealed record Academie(string Code, string Slug, string Name, string Complement, IReadOnlyList<string> Departements)
{
    /// <summary>Overseas: no shape on the map of the mainland, a tile of its own.</summary>
    public bool IsOverseas => Departements[0].Length == 3;
}

/// <summary>The thirty académies (<c>academies.txt</c>), by name.</summary>
public static class Academies
{
    private static readonly Lazy<IReadOnlyList<Academie>> Read = new(ReadAll);
    private static readonly Lazy<FrozenDictionary<string, Academie>> Slugs = new(() => All.ToFrozenDictionary(one => one.Slug, StringComparer.Ordinal));
    private static readonly Lazy<FrozenDictionary<string, Academie>> Codes = new(() => All.ToFrozenDictionary(one => one.Code, StringComparer.Ordinal));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Academie> All => Read.Value;

    /// <summary>The académie of an address; null when there is none.</summary>
    public static Academie? BySlug(string slug) => Slugs.Value.GetValueOrDefault(slug);

    /// <summary>The académie of a code; null when there is none.</summary>
    public static Academie? ByCode(string code) => Codes.Value.GetValueOrDefault(code);

    private static IReadOnlyList<Academie> ReadAll()
    {
        using var stream = typeof(Academies).Assembly.GetManifestResourceStream("EduConnect.academies.txt")
            ?? throw new InvalidOperationException("The list of academies is missing from the build.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.TrimEnd('\r').Split(';'))
            .Select(cells => new Academie(cells[0], cells[1], cells[2], cells[3], cells[4].Split(' ')))];
    }
}
