using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Tests.Statistics;

/// <summary>Counts by plain SQL of another shape than the shipped one: one account at a time, "is there a child of this account in such a place".</summary>
internal static class PlainCounts
{
    /// <summary>Accounts of a list in a state by an origin, whose child (or who themselves) are where <paramref name="place"/> says; it speaks of <c>s</c> and <c>e</c>; <paramref name="bothDegrees"/> makes it guardians of either degree.</summary>
    public static Task<int> AccountsAsync(MainDb db, ListKind list, int state, int mode, string place, bool bothDegrees = false)
    {
        var who = list == ListKind.Pupils
            ? $"exists (select 1 from enrolment e, school s where e.pupil_id = a.pupil_id and e.kind = 1 and s.id = e.school_id and s.degree = 2 and s.gone_at is null and {place})"
            : $"""
               exists (select 1 from guardian_record r, guardian_link l, enrolment e, school s
               where r.account_id = a.id and r.gone_at is null and l.guardian_record_id = r.id and l.gone_at is null and e.pupil_record_id = l.pupil_record_id and e.kind = 1
               and s.id = e.school_id and s.gone_at is null and {(bothDegrees ? "1 = 1" : DegreeAndKind(list))} and {place})
               """;
        return OneAsync(db, $"select count(*) as \"Value\" from account a where a.closed_at is null and a.state = {state} and a.mode = {mode} and {who}");
    }

    /// <summary>Pupils where <paramref name="place"/> says; those with a guardian whose account is activated, when asked.</summary>
    public static Task<int> PupilsAsync(MainDb db, string place, bool reached)
    {
        var also = reached
            ? "and exists (select 1 from account a where a.state = 3 and a.closed_at is null and a.id in (select r.account_id from guardian_record r, guardian_link l where r.gone_at is null and l.gone_at is null and l.guardian_record_id = r.id and l.pupil_record_id = e.pupil_record_id))"
            : string.Empty;
        return OneAsync(db, $"select count(distinct e.pupil_id) as \"Value\" from enrolment e, school s where s.id = e.school_id and e.kind = 1 and s.gone_at is null and {place} {also}");
    }

    private static string DegreeAndKind(ListKind list) => list switch
    {
        ListKind.LegalGuardians => "s.degree = 2 and l.kind = 1",
        ListKind.PersonsInCharge => "s.degree = 2 and l.kind = 2",
        _ => "s.degree = 1",
    };

    private static async Task<int> OneAsync(MainDb db, string text) => (await db.Database.SqlQueryRaw<int>(text).ToListAsync())[0];
}
