namespace EduConnect.Core.Statistics;

/// <summary>The levels above a school that MétéoStats tells of.</summary>
public enum TerritoryLevel
{
    /// <summary>The whole country.</summary>
    Nation = 0,

    /// <summary>Académie.</summary>
    Academie = 1,

    /// <summary>Département.</summary>
    Departement = 2,

    /// <summary>Circonscription (1st degree only).</summary>
    Circonscription = 3,
}

/// <summary>What a table of MétéoStats is about.</summary>
/// <param name="Level">its level</param>
/// <param name="Code">empty for the nation; two digits of an académie; three signs of a département; <c>ACADEMIE-NUMBER</c> of a circonscription, whose number is its académie's own</param>
public sealed record Territory(TerritoryLevel Level, string Code)
{
    /// <summary>The whole country.</summary>
    public static Territory Nation { get; } = new(TerritoryLevel.Nation, string.Empty);
}
