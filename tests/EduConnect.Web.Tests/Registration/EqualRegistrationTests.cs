using System.Net;
using System.Text.RegularExpressions;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Registration;

/// <summary>Nothing in a registration tells whether names and number belong together, before the code was right.</summary>
public sealed partial class EqualRegistrationTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-EN1")]
    [Trait("Rule", "S-EN2")]
    [Trait("Rule", "S-EN3")]
    public async Task Somebody_and_nobody_have_the_same_bytes_and_the_same_work(Engine engine)
    {
        var statements = new StatementCounter();
        await using var family = await Family.StartAsync(engine, configure: statements.Register);
        await family.ActivateAsync(family.Claire.Account.Id);
        using (var warm = family.Browser())
        {
            await RegistrationJourney.IdentityAsync(warm, "Chauffe", "Anne", "0639980099");
        }

        (string Name, string Last, string First, string Phone, bool Sends)[] cases =
        [
            ("nobody", "Inconnu", "Anne", "0639980091", false),
            ("activated", "Morel", "Claire", "0639980001", true),
            ("another's number", "Inconnu", "Anne", "0639980001", false),
            ("not informed", "Vasseur", "Paul", "0639980001", true),
            ("one letter", "X", "Y", "0639980093", false),
        ];
        var hasher = family.App.Services.GetRequiredService<PasswordHasher>();
        var seen = new List<(string Name, string Answer, string Work)>();
        foreach (var (name, last, first, phone, sends) in cases)
        {
            family.Clock.Advance(TimeSpan.FromMinutes(25));
            using var browser = family.Browser();
            var (hashes, rows, texts) = (hasher.Computed, await RowsAsync(family), await RegistrationJourney.SmsAsync(family));
            statements.Reset();
            var page = await RegistrationJourney.IdentityAsync(browser, last, first, phone);
            var wrong = await RegistrationJourney.CodeAsync(browser, page, "0000 0000");
            var work = $"{hasher.Computed - hashes} hash, {statements.Count} statements: {string.Join('|', statements.Texts)}";
            Assert.Equal(rows + 1, await RowsAsync(family));
            Assert.Equal(texts + (sends ? 1 : 0), await RegistrationJourney.SmsAsync(family));
            seen.Add((name, Answer(page, phone) + Answer(wrong, phone), work));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        }

        Assert.All(seen, one => Assert.Equal((one.Name, seen[0].Answer), (one.Name, one.Answer)));
        Assert.All(seen, one => Assert.Equal((one.Name, seen[0].Work), (one.Name, one.Work)));
        Assert.StartsWith("0 hash", seen[0].Work, StringComparison.Ordinal);
    }

    private static async Task<int> RowsAsync(Family family) => (await family.OperationalAsync<OutboxMessage>()).Count;

    // What differs by design: the token of the form, the nonce of the policy, the end of the number typed, the date of the answer.
    private static string Answer(Page page, string phone)
    {
        var headers = page.Response.Headers.Concat(page.Response.Content.Headers).Where(header => header.Key is not "Date" and not "Content-Length").OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => header.Key + ": " + string.Join(", ", header.Value));
        var text = $"{page.Status} {page.Address.PathAndQuery}\n" + string.Join('\n', headers) + "\n\n" + page.Body.Replace("•• " + phone[^2..], "•• ..", StringComparison.Ordinal);
        return Nonce().Replace(Token().Replace(text, "token"), "nonce");
    }

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+")]
    private static partial Regex Token();

    [GeneratedRegex("nonce[-=][\"']?[A-Za-z0-9+/=&#;x]+")]
    private static partial Regex Nonce();
}
