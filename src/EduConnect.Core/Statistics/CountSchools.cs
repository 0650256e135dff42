using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Statistics;

/// <summary>Counts schools afresh, inside the caller's transaction: their old figures go, the new ones come, the date is stamped.</summary>
internal static class CountSchools
{
    private const string OneSchool = "s.id = {0}";
    private const string OneSource = "s.academie = {0} and s.degree = {1}";

    /// <summary>Counts one school.</summary>
    public static Task CountAsync(MainDb db, Guid schoolId, DateTime now, CancellationToken cancellationToken) =>
        CountAsync(db, OneSchool, [schoolId], now, cancellationToken);

    /// <summary>Counts every school of an académie and degree.</summary>
    public static Task CountAsync(MainDb db, string academie, Degree degree, DateTime now, CancellationToken cancellationToken) =>
        CountAsync(db, OneSource, [academie, (int)degree], now, cancellationToken);

    /// <summary>Forgets the figures of schools that left the directory.</summary>
    public static async Task ForgetGoneAsync(MainDb db, CancellationToken cancellationToken)
    {
        var there = db.Set<School>().Where(school => school.GoneAt == null).Select(school => school.Id);
        await db.Set<SchoolFigure>().Where(figure => !there.Contains(figure.SchoolId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<SchoolCoverage>().Where(coverage => !there.Contains(coverage.SchoolId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<SchoolStatistics>().Where(statistics => !there.Contains(statistics.SchoolId)).ExecuteDeleteAsync(cancellationToken);
    }

    // The stamp comes first: whoever counts the same school meanwhile waits on it, then sees the figures that were made here.
    private static async Task CountAsync(MainDb db, string which, object[] values, DateTime now, CancellationToken cancellationToken)
    {
        var stamp = "{" + values.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}";
        await RunAsync(
            $"""
            insert into school_statistics (school_id, computed_at) select s.id, {stamp} from school s where s.gone_at is null and {which}
            on conflict (school_id) do update set computed_at = excluded.computed_at
            """,
            [.. values, now]);
        await RunAsync($"delete from school_figure where school_id in (select s.id from school s where {which})", values);
        await RunAsync($"delete from school_coverage where school_id in (select s.id from school s where {which})", values);
        await RunAsync(Figures(which), values);
        await RunAsync(Coverage(which), values);

        Task RunAsync(string statement, object[] parameters) => db.Database.ExecuteSqlRawAsync(statement, parameters, cancellationToken);
    }

    private static string Figures(string which) => $"""
        insert into school_figure (school_id, list, breakdown, item, state, mode, accounts)
        with person as (
            select s.id as school_id, s.degree, {CountSql.ListOfTie} as list, {Items}, a.id as account_id, a.state, a.mode
            from {CountSql.Ties} {Class} where s.gone_at is null and {which}
            union all
            select s.id as school_id, s.degree, {CountSql.Pupils} as list, {Items}, a.id as account_id, a.state, a.mode
            from {CountSql.PupilAccounts} {Class} where s.gone_at is null and s.degree = {CountSql.Second} and {which})
        {FiguresBy(Breakdown.School, "''")}
        union all {FiguresBy(Breakdown.Class, "class_code")}
        union all {FiguresBy(Breakdown.Mef, "mef_code", CountSql.Second)}
        union all {FiguresBy(Breakdown.Level, "level", CountSql.First)}
        """;

    private static string FiguresBy(Breakdown breakdown, string item, string? degree = null) => $"""
        select school_id, list, {CountSql.Number(breakdown)}, item, state, mode, count(*)
        from (select distinct school_id, list, {item} as item, account_id, state, mode from person {OfDegree(degree)}) one
        group by school_id, list, item, state, mode
        """;

    // Whoever is reached is found for all schools at once: asked child by child, it takes six times as long.
    private static string Coverage(string which) => $"""
        insert into school_coverage (school_id, breakdown, item, pupils, reached)
        with reached as (
            select distinct l.pupil_record_id from {CountSql.Ties} where s.gone_at is null and {which} and a.state = {CountSql.Activated}),
        child as (
            select s.id as school_id, s.degree, {Items}, e.pupil_id, case when reached.pupil_record_id is null then 0 else 1 end as reached
            from school s join enrolment e on e.school_id = s.id and e.kind = {CountSql.Number(EnrolmentKind.Home)}
            left join reached on reached.pupil_record_id = e.pupil_record_id {Class}
            where s.gone_at is null and {which})
        {CoverageBy(Breakdown.School, "''")}
        union all {CoverageBy(Breakdown.Class, "class_code")}
        union all {CoverageBy(Breakdown.Mef, "mef_code", CountSql.Second)}
        union all {CoverageBy(Breakdown.Level, "level", CountSql.First)}
        """;

    private static string CoverageBy(Breakdown breakdown, string item, string? degree = null) => $"""
        select school_id, {CountSql.Number(breakdown)}, item, count(*), sum(reached)
        from (select school_id, {item} as item, pupil_id, max(reached) as reached from child {OfDegree(degree)} group by school_id, item, pupil_id) one
        group by school_id, item
        """;

    private const string Items = "coalesce(c.code, '') as class_code, coalesce(e.mef_code, '') as mef_code, coalesce(e.level, '') as level";

    private const string Class = "left join school_class c on c.id = e.class_id";

    private static string OfDegree(string? degree) => degree is null ? string.Empty : "where degree = " + degree;
}
