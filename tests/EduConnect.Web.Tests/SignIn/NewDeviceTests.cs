using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.MyAccount;

namespace EduConnect.Web.Tests.SignIn;

/// <summary>The holder is told by mail when the password is used on a device that was not known (ASVS 6.3.5, S-SE5).</summary>
public sealed class NewDeviceTests
{
    private const string Username = "c.morel27";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-SE5")]
    public async Task Two_browsers_are_one_mail_and_none_the_second_time(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        using var first = await family.ClaireAsync();
        Assert.Empty(await MailsAsync(family));

        // As the journal drained into main leaves it.
        await family.ChangeAsync(family.Claire.Account.Id, row => row.LastSignInAt = family.Clock.UtcNow);
        family.Clock.Advance(TimeSpan.FromHours(2));
        using var second = family.Browser();
        second.Headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
        await Family.SignInAsync(second, "responsable", Username, Family.GoodPassword);
        var mail = Assert.Single(await MailsAsync(family));
        Assert.Equal((AccountSteps.OldMail, family.Claire.Account.Id, "Nouvel appareil connecté à votre compte ÉduConnect"), (mail.Recipient, mail.AccountId, mail.Subject));
        Assert.All(new[] { Username, "20/11/2026 à 12:00", "Appareil : Firefox, Linux", "http://localhost/connexion" }, words => Assert.Contains(words, mail.Text, StringComparison.Ordinal));

        family.Clock.Advance(TimeSpan.FromHours(13));
        await Family.SignInAsync(second, "responsable", Username, Family.GoodPassword);
        await Family.SignInAsync(first, "responsable", Username, Family.GoodPassword);
        Assert.Single(await MailsAsync(family));
    }

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    public async Task None_for_a_shared_computer_an_address_never_confirmed_or_one_in_error(bool shared, bool confirmed, bool inError)
    {
        await using var family = await Family.StartAsync();
        using var first = await family.ClaireAsync();
        await family.ChangeAsync(family.Claire.Account.Id, row =>
        {
            row.LastSignInAt = family.Clock.UtcNow;
            row.MailConfirmedAt = confirmed ? row.MailConfirmedAt : null;
            row.MailInError = inError;
        });
        using var second = family.Browser();
        await Family.SignInAsync(second, "responsable", Username, Family.GoodPassword, tick: shared);
        Assert.Equal(2, (await family.OperationalAsync<Session>()).Count);
        Assert.Empty(await MailsAsync(family));
    }

    private static async Task<List<OutboxMessage>> MailsAsync(Family family) =>
        [.. (await family.OperationalAsync<OutboxMessage>()).Concat(await family.MainAsync<OutboxMessage>()).Where(mail => mail.Template == "new-device")];
}
