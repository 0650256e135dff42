namespace EduConnect.Synthesis;

/// <summary>
/// The irregularities that real exports show, numbered like the rows of the AAF reference (§8).
/// Row 20 (a crash in mid-load) and row 21 (repeated records) belong to no record: depth makes row 21.
/// </summary>
public enum Irregularity
{
    /// <summary>INE empty.</summary>
    EmptyIne = 1,

    /// <summary>The same guardian twice in one base, typed differently.</summary>
    TwiceInOneBase = 2,

    /// <summary>Different guardians with the same names.</summary>
    Homonyms = 3,

    /// <summary>Pupil without any guardian.</summary>
    NoGuardian = 4,

    /// <summary>Guardian never referenced, or only at level 0.</summary>
    UnreferencedGuardian = 5,

    /// <summary>Pupil that references a guardian who is not in the files.</summary>
    MissingGuardian = 6,

    /// <summary>Pupil of a school that is not in the files.</summary>
    MissingSchool = 7,

    /// <summary>Pupil in two schools: host school, or two records with one INE, or two schools on one record.</summary>
    TwoSchools = 8,

    /// <summary>Pupil who moves between académies, seen gone and arrived on different nights (deltas).</summary>
    MovesBetweenAcademies = 9,

    /// <summary>Pupil already in the 2nd degree who is still exported by the 1st.</summary>
    StillInFirstDegree = 10,

    /// <summary>No class yet, class declared twice, class that the school does not declare.</summary>
    Classes = 11,

    /// <summary>A chunk without any record.</summary>
    EmptyChunk = 12,

    /// <summary>Encoding wrongly declared or not at all, character entities, other line ends.</summary>
    Encoding = 13,

    /// <summary>School of enrolment empty.</summary>
    EmptySchool = 14,

    /// <summary>Blanks around and inside values, too long values, dollar signs in free text.</summary>
    DirtyText = 15,

    /// <summary>Mails that are not mails, phones with words.</summary>
    BadContact = 16,

    /// <summary>Adult pupil who is their own guardian.</summary>
    OwnGuardian = 17,

    /// <summary>Two legal guardians who share a mobile or a mail.</summary>
    SharedContact = 18,

    /// <summary>Guardian that is an institution.</summary>
    Institution = 19,

    /// <summary>The same operation in successive deltas (depth).</summary>
    RepeatedInDeltas = 21,
}

/// <summary>The share of records that show each irregularity; a row that is switched off has none.</summary>
public sealed class IrregularityShares
{
    private static readonly Dictionary<Irregularity, double> Usual = new()
    {
        [Irregularity.EmptyIne] = 0.04,
        [Irregularity.TwiceInOneBase] = 0.02,
        [Irregularity.Homonyms] = 0.01,
        [Irregularity.NoGuardian] = 0.03,
        [Irregularity.UnreferencedGuardian] = 0.01,
        [Irregularity.MissingGuardian] = 0.005,
        [Irregularity.MissingSchool] = 0.003,
        [Irregularity.TwoSchools] = 0.006,
        [Irregularity.MovesBetweenAcademies] = 0.05,
        [Irregularity.StillInFirstDegree] = 0.05,
        [Irregularity.Classes] = 0.02,
        [Irregularity.EmptyChunk] = 1,
        [Irregularity.Encoding] = 0.35,
        [Irregularity.EmptySchool] = 0.002,
        [Irregularity.DirtyText] = 0.01,
        [Irregularity.BadContact] = 0.015,
        [Irregularity.OwnGuardian] = 0.5,
        [Irregularity.SharedContact] = 0.06,
        [Irregularity.Institution] = 0.006,
        [Irregularity.RepeatedInDeltas] = 1,
    };

    private readonly HashSet<Irregularity> on;

    private IrregularityShares(IEnumerable<Irregularity> rows) => on = [.. rows];

    /// <summary>Every row of the reference.</summary>
    public static IrregularityShares All { get; } = new(Usual.Keys);

    /// <summary>Clean exports.</summary>
    public static IrregularityShares None { get; } = new([]);

    /// <summary>The rows that are on, in their order.</summary>
    public IEnumerable<Irregularity> Rows => on.Order();

    /// <summary>Reads "all", "none", "1,5,19" (only these) or "-13,-15" (all but these).</summary>
    /// <exception cref="FormatException">A part is not a row number.</exception>
    public static IrregularityShares Parse(string text)
    {
        if (text is "all")
            return All;
        if (text is "none")
            return None;
        var numbers = text.Split(',', StringSplitOptions.TrimEntries).Select(Number).ToList();
        var removed = numbers.Where(number => number < 0).Select(number => (Irregularity)(-number)).ToList();
        var kept = numbers.Where(number => number > 0).Select(number => (Irregularity)number).ToList();
        return new IrregularityShares(kept.Count > 0 ? kept : Usual.Keys.Except(removed));
    }

    /// <summary>Whether the row is switched on.</summary>
    public bool Has(Irregularity row) => on.Contains(row);

    /// <summary>Its probability, 0 when switched off. Rows 9, 17: among those who can show it.</summary>
    public double Share(Irregularity row) => on.Contains(row) ? Usual[row] : 0;

    private static int Number(string part) =>
        int.TryParse(part, out var number) && Usual.ContainsKey((Irregularity)Math.Abs(number))
            ? number
            : throw new FormatException($"\"{part}\" is not a row of the irregularities table.");
}
