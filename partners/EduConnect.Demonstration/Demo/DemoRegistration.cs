using System.Globalization;
using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Demonstration.Demo;

/// <summary>Somebody who can create their account by SMS: what to type, and the children's dates in the order the page asks for them.</summary>
internal sealed record DemoRegistration(string FamilyName, string FirstName, string Mobile, string BirthDates)
{
    /// <summary>A guardian of the school whom nobody informed, alone with their names and number, and not that of FranceConnect; null when none is left.</summary>
    public static async Task<DemoRegistration?> FindAsync(IServiceProvider services, School school, string taken, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var main = scope.ServiceProvider.GetRequiredService<MainDb>();
        var candidates = await (
            from record in main.Set<GuardianRecord>().AsNoTracking()
            join account in main.Set<Account>() on record.AccountId equals account.Id
            where account.State == AccountState.NotInformed && account.ClosedAt == null && record.GoneAt == null && record.Mobile != null && record.Mobile != taken && record.FirstName != ""
                && main.Set<GuardianRecord>().Count(other => other.Mobile == record.Mobile && other.GoneAt == null) == 1
                && main.Set<GuardianLink>().Any(link => link.GuardianRecordId == record.Id && link.GoneAt == null
                    && main.Set<Enrolment>().Any(at => at.PupilId == link.PupilId && at.SchoolId == school.Id))
            orderby account.Username
            select new { record.FamilyName, record.FirstName, record.Mobile, AccountId = account.Id }).Take(20).ToListAsync(cancellation);
        foreach (var one in candidates.Where(one => PhoneNumber.IsMobile(one.Mobile)))
        {
            var dates = (await Children.OfAsync(main, one.AccountId, cancellation)).Select(child => child.BirthDate).ToList();
            if (dates.Count > 0 && dates.TrueForAll(date => date is not null))
                return new DemoRegistration(one.FamilyName, one.FirstName, one.Mobile!, string.Join(',', dates.Select(date => date!.Value.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture))));
        }
        return null;
    }
}
