using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Statistics;

/// <summary>Counts territories afresh, inside the caller's transaction. Everybody counts once in each; pupils reached are the sums of the schools.</summary>
internal static class CountTerritories
{
    /// <summary>Counts the nation, one académie, or one département.</summary>
    public static Task CountAsync(MainDb db, Territory territory, DateOnly day, DateTime now, CancellationToken cancellationToken) => territory.Level switch
    {
        TerritoryLevel.Nation => CountAsync(db, territory.Level, "{0}", "{0} = ''", territory.Code, day, now, cancellationToken),
        TerritoryLevel.Academie => CountAsync(db, territory.Level, "s.academie", "s.academie = {0}", territory.Code, day, now, cancellationToken),
        TerritoryLevel.Departement => CountAsync(db, territory.Level, "s.departement", "s.departement = {0}", territory.Code, day, now, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(territory)),
    };

    /// <summary>Counts every circonscription of an académie at once.</summary>
    public static Task CountCirconscriptionsAsync(MainDb db, string academie, DateOnly day, DateTime now, CancellationToken cancellationToken) =>
        CountAsync(
            db, TerritoryLevel.Circonscription, "s.academie || '-' || s.circonscription",
            $"s.academie = {{0}} and s.degree = {CountSql.First} and s.circonscription is not null", academie, day, now, cancellationToken);

    private static async Task CountAsync(
        MainDb db, TerritoryLevel level, string code, string which, string value, DateOnly day, DateTime now, CancellationToken cancellationToken)
    {
        object[] parameters = [value, day, now];
        var number = CountSql.Number(level);
        foreach (var statement in new[]
        {
            Stamp(number, code, which),
            Forget("territory_figure", number, level, string.Empty),
            Forget("territory_day", number, level, " and day = {1}"),
            Forget("territory_coverage", number, level, " and day = {1}"),
            Figures(number, level, code, which),
            Days(number, level),
            Coverage(number, code, which),
        })
        {
            await db.Database.ExecuteSqlRawAsync(statement, parameters, cancellationToken);
        }
    }

    private static string Stamp(string level, string code, string which) => $$"""
        insert into territory_statistics (level, code, computed_at) select distinct {{level}}, {{code}}, {2} from school s where s.gone_at is null and {{which}}
        on conflict (level, code) do update set computed_at = excluded.computed_at
        """;

    private static string Forget(string table, string number, TerritoryLevel level, string rest) => $"delete from {table} where level = {number} and {CodeIs(level)}{rest}";

    private static string Figures(string number, TerritoryLevel level, string code, string which) => $"""
        insert into territory_figure (level, code, degree, list, state, mode, accounts)
        select {number}, code, degree, list, state, mode, count(*)
        from (
            select distinct {code} as code, s.degree, {CountSql.ListOfTie} as list, a.id as account_id, a.state, a.mode
            from {CountSql.Ties} where s.gone_at is null and {which}
            union all
            select distinct {code} as code, s.degree, {CountSql.Pupils} as list, a.id as account_id, a.state, a.mode
            from {CountSql.PupilAccounts} where s.gone_at is null and s.degree = {CountSql.Second} and {which}{Together(level, code, which)}) person
        group by code, degree, list, state, mode
        """;

    // Guardians of both degrees, each once; a circonscription has the 1st degree alone.
    private static string Together(TerritoryLevel level, string code, string which) => level == TerritoryLevel.Circonscription ? string.Empty : $"""

            union all
            select distinct {code} as code, {CountSql.Number(TerritoryFigure.BothDegrees)} as degree, {CountSql.Guardians} as list, a.id as account_id, a.state, a.mode
            from {CountSql.Ties} where s.gone_at is null and {which}
        """;

    private static string Days(string number, TerritoryLevel level) => $$"""
        insert into territory_day (level, code, degree, list, day, accounts, activated)
        select level, code, degree, list, {1}, sum(accounts), sum(case when state = {{CountSql.Number(AccountState.Activated)}} then accounts else 0 end)
        from territory_figure where level = {{number}} and {{CodeIs(level)}}
        group by level, code, degree, list
        """;

    private static string Coverage(string number, string code, string which) => $$"""
        insert into territory_coverage (level, code, degree, day, pupils, reached)
        select {{number}}, code, degree, {1}, sum(pupils), sum(reached)
        from (
            select {{code}} as code, s.degree, c.pupils, c.reached
            from school s join school_coverage c on c.school_id = s.id and c.breakdown = {{CountSql.Number(Breakdown.School)}}
            where s.gone_at is null and {{which}}) one
        group by code, degree
        """;

    // Every circonscription of the académie: those that are no more go with the others.
    private static string CodeIs(TerritoryLevel level) => level == TerritoryLevel.Circonscription ? "code like {0} || '-%'" : "code = {0}";
}
