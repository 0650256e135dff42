using EduConnect.Core.Platform;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>How much alike the names of two guardians are, from the most to the least. Whatever is not listed here is different.</summary>
public enum NameLikeness
{
    /// <summary>Family name and first name are the same once folded.</summary>
    Same = 1,

    /// <summary>Same first name; the birth name of one is the usage name of the other, or both have the same usage name.</summary>
    UsageName = 2,

    /// <summary>Family name or first name differ by one letter: another one, one too many, one missing, or two that changed places.</summary>
    OneLetter = 3,

    /// <summary>Family name or first name is compound in one source and shortened in the other.</summary>
    Shortened = 4,
}

/// <summary>The names of a guardian as they are compared (domain 4.1): folded, and word by word for what is compound.</summary>
internal sealed record NearNames(string Family, string Usual, string First, IReadOnlyList<string> FamilyWords, IReadOnlyList<string> FirstWords)
{
    /// <summary>Shorter names differ by one letter without being alike: Léa and Mia, Roy and Ray.</summary>
    private const int ShortestForOneLetter = 4;

    /// <summary>What is left of a compound name must be a name: "de" of "de la Roche" is none.</summary>
    private const int ShortestLeft = 3;

    public static NearNames Of(string familyName, string usualName, string firstName)
    {
        var (family, first) = (Words(familyName), Words(firstName));
        return new(string.Concat(family), FoldedName.Of(usualName), string.Concat(first), family, first);
    }

    /// <summary>How much alike two people's names are; null when they differ, or when one has no first name (an institution).</summary>
    public static NameLikeness? Compare(NearNames one, NearNames other)
    {
        if (one.Family.Length == 0 || other.Family.Length == 0 || one.First.Length == 0 || other.First.Length == 0)
        {
            return null;
        }

        return (one.Family == other.Family, one.First == other.First) switch
        {
            (true, true) => NameLikeness.Same,
            (false, true) => IsUsageName(one, other) ? NameLikeness.UsageName : Alike(one.Family, other.Family, one.FamilyWords, other.FamilyWords, orEnd: true),
            (true, false) => Alike(one.First, other.First, one.FirstWords, other.FirstWords, orEnd: false),
            _ => null,
        };
    }

    private static string[] Words(string name) => SearchText.Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsUsageName(NearNames one, NearNames other) =>
        one.Family == other.Usual || one.Usual == other.Family || (one.Usual.Length > 0 && one.Usual == other.Usual);

    private static NameLikeness? Alike(string one, string other, IReadOnlyList<string> words, IReadOnlyList<string> otherWords, bool orEnd) =>
        DifferByOneLetter(one, other) ? NameLikeness.OneLetter
        : IsPart(words, otherWords, orEnd) || IsPart(otherWords, words, orEnd) ? NameLikeness.Shortened
        : null;

    /// <summary>Whether the compound name begins with the shorter one; a family name may also end with it.</summary>
    private static bool IsPart(IReadOnlyList<string> shorter, IReadOnlyList<string> compound, bool orEnd) =>
        shorter.Count < compound.Count && shorter.Sum(word => word.Length) >= ShortestLeft
        && (compound.Take(shorter.Count).SequenceEqual(shorter, StringComparer.Ordinal) || (orEnd && compound.TakeLast(shorter.Count).SequenceEqual(shorter, StringComparer.Ordinal)));

    private static bool DifferByOneLetter(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        if (shorter.Length < ShortestForOneLetter || longer.Length - shorter.Length > 1)
        {
            return false;
        }

        var first = 0;
        while (first < shorter.Length && shorter[first] == longer[first])
        {
            first++;
        }

        var rest = shorter.AsSpan(first);
        var longerRest = longer.AsSpan(first);
        return shorter.Length < longer.Length
            ? rest.SequenceEqual(longerRest[1..])
            : rest.Length > 0 && (rest[1..].SequenceEqual(longerRest[1..])
                || (rest.Length > 1 && rest[0] == longerRest[1] && rest[1] == longerRest[0] && rest[2..].SequenceEqual(longerRest[2..])));
    }
}
