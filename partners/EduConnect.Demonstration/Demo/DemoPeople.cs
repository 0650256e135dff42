using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Demonstration.Demo;

/// <summary>Chooses whose accounts are shown, among those whom nobody informed yet. Reads only.</summary>
internal static class DemoPeople
{
    /// <summary>Pupils of a school who can activate their account, by name.</summary>
    public static async Task<IReadOnlyList<Guid>> PupilsAsync(MainDb main, School school, int count, CancellationToken cancellation) =>
        await (from account in main.Set<Account>()
               join pupil in main.Set<Pupil>() on account.PupilId equals pupil.Id
               where account.State == AccountState.NotInformed && account.ClosedAt == null && pupil.BirthDate != null
                   && main.Set<Enrolment>().Any(at => at.PupilId == pupil.Id && at.SchoolId == school.Id && at.Kind == EnrolmentKind.Home && at.ClassId != null)
               orderby pupil.SearchName, account.Id
               select account.Id).Take(count).ToListAsync(cancellation);

    /// <summary>
    /// Legal guardians of the school's pupils who have a usable address and whose children all have a birth date, those with most
    /// children first.
    /// </summary>
    public static async Task<IReadOnlyList<Guid>> GuardiansAsync(MainDb main, School school, int count, CancellationToken cancellation)
    {
        var candidates = await (
            from account in main.Set<Account>()
            join record in main.Set<GuardianRecord>() on account.Id equals record.AccountId
            join link in main.Set<GuardianLink>() on record.Id equals link.GuardianRecordId
            where account.State == AccountState.NotInformed && account.ClosedAt == null && record.GoneAt == null && link.GoneAt == null
                && record.Mail != null && link.Kind == GuardianKind.LegalGuardian
                && main.Set<Enrolment>().Any(at => at.PupilId == link.PupilId && at.SchoolId == school.Id)
            select account).Distinct().OrderBy(account => account.Username).Select(account => account.Id).ToListAsync(cancellation);
        var chosen = new List<(Guid Account, int Children)>();
        foreach (var account in candidates.Take(count * 4))
        {
            var children = await Children.OfAsync(main, account, cancellation);
            if (children.All(child => child.BirthDate is not null))
                chosen.Add((account, children.Count));
        }
        return [.. chosen.OrderByDescending(one => one.Children).Take(count).Select(one => one.Account)];
    }
}
