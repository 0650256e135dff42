using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.MyAccount;

/// <summary>Short ways through the pages of Mon compte.</summary>
internal static class AccountSteps
{
    public const string OldMail = "claire@exemple.fr";
    public const string NewMail = "claire.nouvelle@exemple.fr";
    public const string FormerMail = "claire.avant@exemple.fr";

    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    /// <summary>Claire, activated and signed in; with <paramref name="mail"/> as confirmed address when given.</summary>
    public static async Task<PageClient> ClaireAsync(this Family family, string? mail = OldMail)
    {
        var id = family.Claire.Account.Id;
        await family.ActivateAsync(id);
        await family.ChangeAsync(id, row => (row.Mail, row.MailConfirmedAt) = (mail, mail is null ? null : family.Clock.UtcNow));
        await using (var main = family.App.Main())
        {
            // The sources know the same address and number as the account, so that nothing waits at sign-in.
            await main.Set<GuardianRecord>().Where(record => record.AccountId == id).ExecuteUpdateAsync(set => set.SetProperty(record => record.Mail, mail).SetProperty(record => record.Mobile, (string?)null));
        }

        return await family.EnterAsync("c.morel27");
    }

    /// <summary>A browser signed in as a guardian.</summary>
    public static async Task<PageClient> EnterAsync(this Family family, string username, string password = Family.GoodPassword, string query = "", string profile = "responsable")
    {
        var browser = family.Browser();
        await Family.SignInAsync(browser, profile, username, password, query);
        return browser;
    }

    public static async Task<Page> AskMailAsync(PageClient browser, string mail = NewMail, string password = Family.GoodPassword, string? again = null)
    {
        var page = await browser.GetAsync("/mon-compte/mail");
        var values = new Dictionary<string, string> { ["Input.Mail"] = mail, ["Input.Again"] = again ?? mail, ["Current"] = password };
        return await browser.SubmitAsync(page, values, "#changer", "change");
    }

    public static Task<Page> PressAsync(PageClient browser, Page page, string form = "main form", string? button = null) => browser.SubmitAsync(page, None, form, button);

    public static async Task<OutboxMessage> LastAsync(this Family family, string template) =>
        (await family.MainAsync<OutboxMessage>()).Where(mail => mail.Template == template).OrderBy(mail => mail.CreatedAt).Last();

    /// <summary>An hour ago another address was confirmed in the place of <see cref="FormerMail"/>, which still gets notices (S-RC6).</summary>
    public static async Task ChangedMailAsync(this Family family, Guid account)
    {
        var now = family.Clock.UtcNow;
        await using var main = family.App.Main();
        main.Add(new MailChange
        {
            Id = Guid.CreateVersion7(),
            AccountId = account,
            OldMail = FormerMail,
            OldConfirmedAt = now.AddDays(-90),
            NewMail = NewMail,
            State = MailChangeState.Confirmed,
            RequestedAt = now.AddHours(-2),
            SettledAt = now.AddHours(-1),
        });
        await main.SaveChangesAsync();
    }

    /// <summary>Who gets the mails of a text, in order; from both stores.</summary>
    public static async Task<IEnumerable<string>> RecipientsAsync(this Family family, string template) =>
        (await family.MainAsync<OutboxMessage>()).Concat(await family.OperationalAsync<OutboxMessage>()).Where(mail => mail.Template == template)
            .Select(mail => mail.Recipient).Order(StringComparer.Ordinal);

    public static string Link(OutboxMessage mail) =>
        new Uri(mail.Text.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal) && line.Contains("/mon-compte/", StringComparison.Ordinal)).Trim()).AbsolutePath;

    /// <summary>Another account of the same person, in another académie, with one child.</summary>
    public static async Task<(TestGuardian Guardian, TestPupil Child)> OtherAccountAsync(this Family family, string username = "c.morel88", string lastName = "MOREL", string firstName = "Claire", string child = "Jade")
    {
        await using var main = family.App.Main();
        var data = new TestData(main);
        var school = data.School(name: "Henri-Castellan", degree: Degree.Second, academie: "02");
        var jade = data.Pupil(school, data.Class(school, "2DE 4"), "MOREL", child, new DateOnly(2011, 2, 3));
        var guardian = data.Guardian(jade, lastName, firstName, username, mail: OldMail, mobile: null);
        await data.SaveAsync();
        return (guardian, jade);
    }

    /// <summary>As an import does: the record of another account is proposed to Claire's.</summary>
    public static async Task ProposeAsync(this Family family, TestGuardian other)
    {
        await using var main = family.App.Main();
        main.Add(new RecordProposal { GuardianRecordId = other.Records[0].Id, AccountId = family.Claire.Account.Id, ProposedAt = family.Clock.UtcNow });
        await main.SaveChangesAsync();
    }

    public static async Task<Page> GatherAsync(PageClient browser, string username, string password)
    {
        var page = await browser.GetAsync("/mon-compte/enfants/ajouter");
        return await browser.SubmitAsync(page, new Dictionary<string, string> { ["Input.Username"] = username, ["Input.Password"] = password });
    }

    public static void Date(Dictionary<string, string> values, int index, DateOnly date)
    {
        values[$"Input[{index}].BirthDate.Day"] = date.Day.ToString(System.Globalization.CultureInfo.InvariantCulture);
        values[$"Input[{index}].BirthDate.Month"] = date.Month.ToString(System.Globalization.CultureInfo.InvariantCulture);
        values[$"Input[{index}].BirthDate.Year"] = date.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public static async Task<LinkStatement> StatementAsync(this Family family, TestPupil pupil, Guid account)
    {
        await using var main = family.App.Main();
        return (await Children.OfAsync(main, account, default)).Single(child => child.PupilId == pupil.Pupil.Id).Statement;
    }

    public static string Plain(this Page page) => page.Text.Replace('\u00a0', ' ');
}
