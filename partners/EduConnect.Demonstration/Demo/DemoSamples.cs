using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Demonstration.Demo;

/// <summary>An account to sign in with. Dates are French, a guardian's are those of the children in the order the page asks for them.</summary>
internal sealed record DemoSample(string Username, string Password, string BirthDates);

/// <summary>Finds accounts to show as they are at this start: a former demonstration may have used some up.</summary>
internal static class DemoSamples
{
    /// <summary>An informed account of the school, with its provisional password; null when none is left.</summary>
    public static async Task<DemoSample?> InformedAsync(IServiceProvider services, School school, AccountKind kind, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var main = scope.ServiceProvider.GetRequiredService<MainDb>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var account = await Of(main, school, kind, AccountState.Informed)
            .Where(account => account.ProvisionalCipher != null && account.ProvisionalExpiresAt > now)
            .OrderBy(account => account.LastInformedAt).ThenBy(account => account.Username).FirstOrDefaultAsync(cancellation);
        if (account is null)
            return null;
        var password = scope.ServiceProvider.GetRequiredService<ProvisionalPasswords>().Open(account);
        return password is null ? null : new DemoSample(account.Username, password.Reveal(), await BirthDatesAsync(main, account, cancellation));
    }

    /// <summary>An account that the demonstration activated and nobody changed the password of since; null when none is left.</summary>
    public static async Task<DemoSample?> ActivatedAsync(IServiceProvider services, School school, AccountKind kind, DemoMemory memory, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var main = scope.ServiceProvider.GetRequiredService<MainDb>();
        var account = await Of(main, school, kind, AccountState.Activated)
            .Where(account => memory.Activated.Contains(account.Username) && !account.IsCompromised && account.ProvisionalCipher == null)
            .OrderBy(account => account.Username).FirstOrDefaultAsync(cancellation);
        return account is null ? null : new DemoSample(account.Username, memory.ChosenPassword, await BirthDatesAsync(main, account, cancellation));
    }

    private static IQueryable<Account> Of(MainDb main, School school, AccountKind kind, AccountState state)
    {
        var accounts = main.Set<Account>().AsNoTracking().Where(account => account.Kind == kind && account.State == state && account.ClosedAt == null);
        return kind == AccountKind.Pupil
            ? accounts.Where(account => main.Set<Enrolment>().Any(at => at.PupilId == account.PupilId && at.SchoolId == school.Id && at.Kind == EnrolmentKind.Home))
            : accounts.Where(account => main.Set<GuardianRecord>().Any(record => record.AccountId == account.Id
                && main.Set<GuardianLink>().Any(link => link.GuardianRecordId == record.Id
                    && main.Set<Enrolment>().Any(at => at.PupilId == link.PupilId && at.SchoolId == school.Id))));
    }

    /// <summary>The birth dates an account's pages ask for.</summary>
    public static async Task<string> BirthDatesAsync(MainDb main, Account account, CancellationToken cancellation)
    {
        var dates = account.Kind == AccountKind.Pupil
            ? [await main.Set<Pupil>().Where(pupil => pupil.Id == account.PupilId).Select(pupil => pupil.BirthDate).SingleAsync(cancellation)]
            : (await Children.OfAsync(main, account.Id, cancellation)).Select(child => child.BirthDate);
        return string.Join(',', dates.Select(date => date?.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
