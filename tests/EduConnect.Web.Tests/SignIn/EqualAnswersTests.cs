using System.Net;
using System.Text.RegularExpressions;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Web;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.SignIn;

/// <summary>Nothing in a refused sign-in tells whether the account exists, or in which state it is.</summary>
public sealed partial class EqualAnswersTests
{
    [Fact]
    [Trait("Rule", "S-EN1")]
    [Trait("Rule", "S-EN2")]
    public async Task Every_refused_case_has_the_same_bytes_and_the_same_work()
    {
        var statements = new StatementCounter();
        await using var family = await Family.StartAsync(configure: statements.Register);
        var claire = family.Claire.Account.Id;
        await family.ActivateAsync(claire);
        await family.InformAsync(family.Paul.Account.Id);
        (string Name, string Username, string Password, Func<Task> Prepare)[] cases =
        [
            ("unknown", "x.inconnu1", "n’importe quoi", () => Task.CompletedTask),
            ("wrong password", "c.morel27", "n’importe quoi", () => Task.CompletedTask),
            ("pupil on the guardians’ page", "i.morel", Family.GoodPassword, () => family.ActivateAsync(family.Ines.Account!.Id)),
            ("not activated", "p.vasseur", "n’importe quoi", () => Task.CompletedTask),
            ("expired provisional password", "p.vasseur", "2JWS3T4H", () => family.ChangeAsync(family.Paul.Account.Id, account => account.ProvisionalExpiresAt = family.Clock.UtcNow)),
            ("too long", "c.morel27", new string('x', 300), () => Task.CompletedTask),
            ("compromised", "c.morel27", Family.GoodPassword, () => family.ChangeAsync(claire, account => account.Compromise())),
            ("closed", "c.morel27", Family.GoodPassword, () => family.ChangeAsync(claire, account => account.ClosedAt = family.Clock.UtcNow)),
            ("not a username", "é\u0001" + new string('z', 500), "n’importe quoi", () => Task.CompletedTask),
        ];
        var hasher = family.App.Services.GetRequiredService<PasswordHasher>();
        var seen = new List<(string Name, string Answer, string Work)>();
        foreach (var (name, username, password, prepare) in cases)
        {
            await prepare();
            family.Clock.Advance(TimeSpan.FromHours(1));
            using var browser = family.Browser();
            var page = await browser.GetAsync("/connexion/responsable");
            var (hashes, rows, mails) = (hasher.Computed, (await family.OperationalAsync<JournalEntry>()).Count, await MailsAsync(family));
            statements.Reset();
            var answer = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Input.Username"] = username, ["Input.Password"] = password });
            var work = $"{hasher.Computed - hashes} hash, {statements.Count} statements, {await Grown(family, rows)} journal, {await MailsAsync(family) - mails} mails: {string.Join('|', statements.Texts)}";
            seen.Add((name, Answer(answer, username), work));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Contains("L’identifiant ou le mot de passe est incorrect.", answer.Text, StringComparison.Ordinal);
        }

        Assert.All(seen, one => Assert.Equal((one.Name, seen[0].Answer), (one.Name, one.Answer)));
        Assert.All(seen, one => Assert.Equal((one.Name, seen[0].Work), (one.Name, one.Work)));
        Assert.StartsWith("1 hash", seen[0].Work, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-EN4")]
    public async Task A_login_hint_tells_nothing()
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        var known = await browser.GetAsync("/connexion/responsable?identifiant=c.morel27");
        using var other = family.Browser();
        var unknown = await other.GetAsync("/connexion/responsable?identifiant=x.inconnu1");
        Assert.Equal(Answer(known, "c.morel27"), Answer(unknown, "x.inconnu1"));
    }

    private static async Task<int> Grown(Family family, int before) => (await family.OperationalAsync<JournalEntry>()).Count - before;

    private static async Task<int> MailsAsync(Family family) => (await family.MainAsync<OutboxMessage>()).Count + (await family.OperationalAsync<OutboxMessage>()).Count;

    // What differs by design: the token of the form, the nonce of the policy, the username typed, the date of the answer.
    private static string Answer(Page page, string username)
    {
        var headers = page.Response.Headers.Concat(page.Response.Content.Headers).Where(header => header.Key is not "Date" and not "Content-Length").OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => header.Key + ": " + string.Join(", ", header.Value));
        var text = string.Join('\n', headers) + "\n\n" + page.Body.Replace($"value=\"{WebUtility.HtmlEncode(username)}\"", "value=\"…\"", StringComparison.Ordinal);
        return Username().Replace(Nonce().Replace(Token().Replace(text, "token"), "nonce"), "$1…");
    }

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+")]
    private static partial Regex Token();

    [GeneratedRegex("nonce[-=][\"']?[A-Za-z0-9+/=&#;x]+")]
    private static partial Regex Nonce();

    [GeneratedRegex("(name=\"Input\\.Username\" type=\"text\" value=\")[^\"]*")]
    private static partial Regex Username();
}
