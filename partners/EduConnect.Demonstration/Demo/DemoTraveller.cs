using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Demonstration.Demo;

/// <summary>A guardian of the directory whom the stand-in for FranceConnect knows by the same names, so that the whole journey can be walked.</summary>
internal sealed record DemoTraveller(string FamilyName, string FirstName, string Mobile, string BirthDates)
{
    /// <summary>Identifier of the server at the stand-in.</summary>
    public const string ServiceId = "educonnect-demonstration";

    /// <summary>Secret of the server at the stand-in, which only listens on loopback.</summary>
    public const string ServiceSecret = "franceconnect-demonstration-secret";

    /// <summary>Username at the stand-in.</summary>
    public const string Login = "responsable";

    /// <summary>Password at the stand-in.</summary>
    public const string Password = "123";

    /// <summary>The one chosen before, otherwise somebody nobody has told of the account yet.</summary>
    public static async Task<DemoTraveller> ChooseAsync(IServiceProvider services, School school, DemoMemory memory, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var main = scope.ServiceProvider.GetRequiredService<MainDb>();
        var candidates =
            from record in main.Set<GuardianRecord>().AsNoTracking()
            join account in main.Set<Account>() on record.AccountId equals account.Id
            where record.GoneAt == null && record.Mobile != null && record.FirstName != "" && account.ClosedAt == null
                && main.Set<GuardianLink>().Any(link => link.GuardianRecordId == record.Id && link.GoneAt == null && link.Kind == GuardianKind.LegalGuardian
                    && main.Set<Enrolment>().Any(at => at.PupilId == link.PupilId && at.SchoolId == school.Id))
                && !main.Set<GuardianLink>().Any(link => link.GuardianRecordId == record.Id && main.Set<Pupil>().Any(pupil => pupil.Id == link.PupilId && pupil.BirthDate == null))
            orderby account.Username == memory.Traveller descending, account.State, account.Username
            select new { record.FamilyName, record.FirstName, record.Mobile, Account = account };
        var chosen = await candidates.FirstOrDefaultAsync(cancellation) ?? throw new DemoRefusedException("no guardian has a mobile number; start again with --fresh");
        memory.Traveller = chosen.Account.Username;
        return new DemoTraveller(chosen.FamilyName, chosen.FirstName, chosen.Mobile!, await DemoSamples.BirthDatesAsync(main, chosen.Account, cancellation));
    }

    /// <summary>As the stand-in reads it.</summary>
    public string ToJson() => JsonSerializer.Serialize(new[]
    {
        new { login = Login, family_name = FamilyName.ToUpperInvariant(), given_name = FirstName, gender = "female", birthdate = "1984-05-06", birthplace = "75107", birthcountry = "99100" },
    });
}
