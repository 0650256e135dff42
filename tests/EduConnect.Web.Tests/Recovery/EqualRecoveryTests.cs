using System.Net;
using System.Text.RegularExpressions;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Recovery;

/// <summary>Nothing in self-help tells whether an account, an address or a number exists, or in which state it is: same bytes, same work.</summary>
[Trait("Rule", "S-EN1")]
[Trait("Rule", "S-EN2")]
[Trait("Rule", "S-EN3")]
public sealed partial class EqualRecoveryTests
{
    private static readonly (string Name, Action<Account, DateTime> Make, string? MailTemplate, bool GetsCode)[] States =
    [
        ("activated", (account, now) => account.ActivateByOtherProof(ActivationMode.SelfRegistration, "$hash", now), "recovery-link", true),
        ("not informed", (_, _) => { }, "recovery-not-activated", false),
        ("informed", (account, _) => account.State = AccountState.Informed, "recovery-not-activated", false),
        ("activating", (account, _) => (account.State, account.MailConfirmedAt) = (AccountState.Activating, null), null, false),
        ("compromised", (account, now) => (account.ActivateByOtherProof(ActivationMode.SelfRegistration, "$hash", now), account.Compromise()).ToString(), "recovery-link", true),
        ("reset by the school", (account, now) => (account.State, account.ResetRequestedAt) = (AccountState.Activated, now), "recovery-link", true),
        ("FranceConnect only", (account, now) => account.ActivateByOtherProof(ActivationMode.FranceConnect, null, now), "recovery-france-connect", true),
        ("closed", (account, now) => (account.State, account.ClosedAt) = (AccountState.Activated, now), null, false),
        ("nothing confirmed", (account, now) => (account.State, account.MailConfirmedAt, account.MobileConfirmedAt) = (AccountState.Activated, null, null), null, false),
        ("no contact", (account, now) => (account.State, account.Mail, account.Mobile) = (AccountState.Activated, null, null), null, false),
    ];

    [Theory]
    [InlineData("mail")]
    [InlineData("sms")]
    public async Task A_forgotten_password_looks_and_costs_the_same_in_every_state(string way)
    {
        var statements = new StatementCounter();
        await using var family = await Family.StartAsync(configure: statements.Register);
        var seen = new List<(string Name, string Answer, string Work)>();
        foreach (var (name, make, template, getsCode) in States)
        {
            await family.ChangeAsync(family.Claire.Account.Id, account =>
            {
                (account.State, account.Mode, account.PasswordHash, account.IsCompromised, account.ClosedAt, account.ResetRequestedAt) = (AccountState.NotInformed, ActivationMode.None, null, false, null, null);
                (account.Mail, account.MailConfirmedAt, account.Mobile, account.MobileConfirmedAt) = (SelfHelp.Mail, family.Clock.UtcNow, SelfHelp.Mobile, family.Clock.UtcNow);
                make(account, family.Clock.UtcNow);
            });
            var before = (await SelfHelp.SentAsync(family)).Count;
            var (answer, work) = await MeasureAsync(family, statements, "c.morel27", way);
            seen.Add((name, answer, work));
            var sent = await SelfHelp.SentAsync(family);
            Assert.Equal((name, way == "mail" ? template : getsCode ? "code-password-recovery" : null), (name, sent.Skip(before).SingleOrDefault()?.Template));
        }

        foreach (var unknown in (string[])["x.inconnu1", "é" + new string('z', 500), "*"])
        {
            var (answer, work) = await MeasureAsync(family, statements, unknown, way);
            seen.Add((unknown[..1], answer, work));
        }

        Assert.All(seen, one => Assert.Equal((one.Name, seen[0].Answer), (one.Name, one.Answer)));
        Assert.All(seen, one => Assert.Equal((one.Name, seen[0].Work), (one.Name, one.Work)));
        Assert.StartsWith("0 hash", seen[0].Work, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_username_looks_and_costs_the_same_for_nobody_one_or_many()
    {
        var statements = new StatementCounter();
        await using var family = await Family.StartAsync(configure: statements.Register);
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id, "une@exemple.fr", "+33639980051");
        await SelfHelp.ConfirmAsync(family, family.Paul.Account.Id, "deux@exemple.fr", "+33639980052");
        await SelfHelp.ConfirmAsync(family, family.Ines.Account!.Id, "deux@exemple.fr", null);
        foreach (var (path, field, cases) in (IEnumerable<(string, string, string[])>)[("/identifiant-oublie/mail", "Mail", ["zero@exemple.fr", "une@exemple.fr", "deux@exemple.fr"]), ("/identifiant-oublie/sms", "Phone", ["0639980050", "0639980051", "0639980052"])])
        {
            var seen = new List<(string Answer, string Work)>();
            foreach (var typed in cases)
            {
                family.Clock.Advance(TimeSpan.FromHours(2));
                using var browser = family.Browser();
                var form = await browser.GetAsync(path);
                seen.Add(await WorkAsync(family, statements, () => browser.SubmitAsync(form, new Dictionary<string, string> { [field] = typed })));
            }

            Assert.All(seen, one => Assert.Equal(seen[0], one));
        }

        Assert.Equal(4, (await SelfHelp.SentAsync(family)).Count);
    }

    private static async Task<(string Answer, string Work)> MeasureAsync(Family family, StatementCounter statements, string username, string way)
    {
        family.Clock.Advance(TimeSpan.FromDays(2));
        using var browser = family.Browser();
        var choice = await SelfHelp.BeginAsync(browser, username);
        return await WorkAsync(family, statements, () => browser.PostAsync("/mot-de-passe-oublie/moyen", [new("way", way), SelfHelp.Token(choice)]));
    }

    private static async Task<(string Answer, string Work)> WorkAsync(Family family, StatementCounter statements, Func<Task<Page>> work)
    {
        var hasher = family.App.Services.GetRequiredService<PasswordHasher>();
        var (hashes, journal, mails) = (hasher.Computed, await CountAsync<JournalEntry>(family), await MailsAsync(family));
        statements.Reset();
        var page = await work();
        var texts = statements.Texts;
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return (Answer(page), $"{hasher.Computed - hashes} hash, {await CountAsync<JournalEntry>(family) - journal} journal, {await MailsAsync(family) - mails} messages: {string.Join('|', texts)}");
    }

    private static async Task<int> CountAsync<T>(Family family)
        where T : class => (await family.OperationalAsync<T>()).Count;

    private static async Task<int> MailsAsync(Family family) => await CountAsync<OutboxMessage>(family) + (await family.MainAsync<OutboxMessage>()).Count;

    private static string Answer(Page page)
    {
        var headers = page.Response.Headers.Concat(page.Response.Content.Headers).Where(header => header.Key is not "Date" and not "Content-Length").OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => header.Key + ": " + string.Join(", ", header.Value));
        return Nonce().Replace(Token().Replace(string.Join('\n', headers) + "\n\n" + page.Body, "token"), "nonce");
    }

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+")]
    private static partial Regex Token();

    [GeneratedRegex("nonce[-=][\"']?[A-Za-z0-9+/=&#;x]+")]
    private static partial Regex Nonce();
}
