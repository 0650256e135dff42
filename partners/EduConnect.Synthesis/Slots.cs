namespace EduConnect.Synthesis;

/// <summary>
/// Source numbers. A family has 64 of them in each source: children from 0, adults from 16, second records of adults from
/// 24, and 32 more for the académie next door. The two degrees start elsewhere but overlap, and académies repeat the
/// same numbers: a number means nothing without its source.
/// </summary>
public static class Slots
{
    public const int Mother = 0;
    public const int Father = 1;
    public const int StepParent = 2;
    public const int Contact = 3;
    public const int Institution = 4;
    public const int Alone = 5;
    public const int Oneself = 6;
    public const int Newcomer = 7;

    /// <summary>An adult that no file ever holds.</summary>
    public const int Nobody = 15;

    private const int PerFamily = 64;
    private const int SecondBase = 1_000_000;
    private const int FirstBase = 1_600_000;

    /// <summary>Number of a pupil record.</summary>
    public static string Pupil(Family family, Feed feed, Child child, int variant) => Number(family, feed, (child.Slot * 2) + variant);

    /// <summary>Number of an adult's record; <paramref name="second"/> for the one typed twice.</summary>
    public static string Adult(Family family, Feed feed, int slot, bool second) => Number(family, feed, 16 + slot + (second ? 8 : 0));

    /// <summary>Number of the pupil in ONDE or SIECLE: other digits than the source number.</summary>
    public static string School(Family family, Feed feed, Child child) =>
        $"{(((family.Number / feed.AcademieCount) * 6) + child.Slot + 100_000):000000}";

    private static string Number(Family family, Feed feed, int slot) =>
        $"{(feed.Degree == AafDegree.First ? FirstBase : SecondBase) + ((family.Number / feed.AcademieCount) * PerFamily) + slot + (feed.AcademieIndex == family.Home ? 0 : 32)}";
}

/// <summary>One source: an académie and a degree.</summary>
/// <param name="AcademieIndex">Place of the académie in the options.</param>
/// <param name="AcademieCount">How many académies are generated.</param>
public sealed record Feed(int AcademieIndex, int AcademieCount, Academie Academie, AafDegree Degree)
{
    /// <summary>Place among all feeds.</summary>
    public int Index => (AcademieIndex * 2) + (int)Degree;

    /// <summary>1D or 2D.</summary>
    public string DegreeCode => Degree == AafDegree.First ? "1D" : "2D";
}
