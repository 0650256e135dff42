namespace EduConnect.Synthesis;

/// <summary>1st degree (ONDE) or 2nd degree (SIECLE), as the exports name them.</summary>
public enum AafDegree
{
    First,
    Second,
}

/// <summary>Which public shape the header and the file names take.</summary>
public enum HeaderShape
{
    /// <summary>One version comment, free prefix, no XML declaration on most files.</summary>
    Of2013 = 2013,

    /// <summary>Two version comments, short prefix.</summary>
    Of2020 = 2020,

    /// <summary>Five comments: versions, académie, degree, date.</summary>
    Of2024 = 2024,
}

/// <summary>A fault that must make an importer refuse the whole complet; written into one file on demand.</summary>
public enum Damage
{
    None,

    /// <summary>The last file of pupils stops in the middle of a record.</summary>
    Truncated,

    /// <summary>A chunk of pupils is missing.</summary>
    Hole,

    /// <summary>A chunk of guardians has no byte.</summary>
    ZeroBytes,

    /// <summary>The header names another académie than the folder and the file name.</summary>
    OtherAcademie,
}

/// <summary>What to generate. Two equal values give the same bytes.</summary>
public sealed record SynthesisOptions
{
    /// <summary>Pupils in all, every académie and degree together.</summary>
    public required int Pupils { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Académies, in the order of Texts/academies.txt.</summary>
    public IReadOnlyList<Academie> Academies { get; init; } = [Academie.Known[0]];

    public IReadOnlyList<AafDegree> Degrees { get; init; } = [AafDegree.First, AafDegree.Second];

    /// <summary>Day of the complets; delta n is of the n-th day after it.</summary>
    public DateOnly Day { get; init; } = new(2026, 9, 2);

    public int Deltas { get; init; }

    /// <summary>How many exports each delta repeats, itself included (3 in production).</summary>
    public int Depth { get; init; } = 3;

    /// <summary>Share of families something happens to in one day.</summary>
    public double DailyChanges { get; init; } = 0.01;

    public IrregularityShares Irregularities { get; init; } = IrregularityShares.All;

    public HeaderShape Shape { get; init; } = HeaderShape.Of2024;

    /// <summary>One-digit relation codes and first/second legal guardian, as before 2018.</summary>
    public bool OldRelationCodes { get; init; }

    /// <summary>ISO-8859-15 instead of UTF-8, declared as such.</summary>
    public bool Latin { get; init; }

    /// <summary>Records in one file at most.</summary>
    public int ChunkSize { get; init; } = 2000;

    /// <summary>One .tgz per feed instead of loose files.</summary>
    public bool Archives { get; init; }

    public Damage Damage { get; init; }
}
