namespace EduConnect.Synthesis;

/// <summary>One of the thirty académies: real code and label; the town is invented.</summary>
/// <param name="Code">Two digits, as in the header of an export.</param>
/// <param name="Label">Capitals without accents, as in the school records.</param>
/// <param name="Departement">Number of one of its départements, for circonscription labels.</param>
/// <param name="Town">Invented town all its generated schools lie in.</param>
public sealed record Academie(string Code, string Label, string Departement, string Town)
{
    /// <summary>All of them, the first ones being what a small generation uses.</summary>
    public static IReadOnlyList<Academie> Known { get; } =
    [
        .. TextList.Read("academies").Select(line => line.Split(';')).Select(part => new Academie(part[0], part[1], part[2], part[3])),
    ];

    /// <summary>True for the overseas académies, whose phones have other prefixes.</summary>
    public bool IsOverseas => Code is "28" or "31" or "32" or "33" or "43";
}
