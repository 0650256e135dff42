using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Statistics;
using EduConnect.Web.Administration;

namespace EduConnect.Web.MeteoStats;

/// <summary>How addresses of MétéoStats name territories.</summary>
internal static class TerritoryRoutes
{
    /// <summary>Where MétéoStats begins.</summary>
    public const string Root = "/meteostats";

    private const string Nation = "france";

    private static readonly Dictionary<string, TerritoryLevel> Levels = new(StringComparer.Ordinal)
    {
        ["national"] = TerritoryLevel.Nation,
        ["academies"] = TerritoryLevel.Academie,
        ["departements"] = TerritoryLevel.Departement,
        ["circonscriptions"] = TerritoryLevel.Circonscription,
    };

    /// <summary>The levels, in the order of the tabs.</summary>
    public static IEnumerable<string> Names => Levels.Keys;

    /// <summary>The list of an address, in the words of the lists of schools.</summary>
    public static ListKind ListOf(string list) => ListRoutes.Find(list, list == ListRoutes.Guardians ? Degree.First : Degree.Second) ?? throw new ArgumentOutOfRangeException(nameof(list));

    /// <summary>How an address names a list.</summary>
    public static string WordOf(ListKind list) => ListRoutes.Of(list);

    /// <summary>The level of an address.</summary>
    public static TerritoryLevel LevelOf(string level) => Levels[level];

    /// <summary>The territory of an address; null when it names none.</summary>
    public static Territory? Find(string level, string? code) => Levels.GetValueOrDefault(level, (TerritoryLevel)(-1)) switch
    {
        TerritoryLevel.Nation => code is null or Nation ? Territory.Nation : null,
        TerritoryLevel.Academie => code is not null && Academies.BySlug(code) is { } academie ? new Territory(TerritoryLevel.Academie, academie.Code) : null,
        TerritoryLevel.Departement => code is null ? null : new Territory(TerritoryLevel.Departement, code),
        TerritoryLevel.Circonscription => code is null ? null : new Territory(TerritoryLevel.Circonscription, code),
        _ => null,
    };

    /// <summary>The address of a territory.</summary>
    public static string AddressOf(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        var level = Levels.First(one => one.Value == territory.Level).Key;
        return $"{Root}/{level}/{territory.Level switch
        {
            TerritoryLevel.Nation => Nation,
            TerritoryLevel.Academie => Academies.ByCode(territory.Code)?.Slug ?? territory.Code,
            _ => Uri.EscapeDataString(territory.Code),
        }}";
    }
}
