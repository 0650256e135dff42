using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Activation;
using EduConnect.Web.Tests.Recovery;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.MyAccount;

/// <summary>For 72 hours after a change of address whatever happens to the account is told to the former address as well (S-RC6).</summary>
[Trait("Rule", "S-RC6")]
public sealed class FormerAddressTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-RC4")]
    public async Task A_recovered_password_and_a_new_device_are_told_to_both_addresses(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        var id = family.Claire.Account.Id;
        await SelfHelp.ConfirmAsync(family, id);
        await family.ChangeAsync(id, row => row.LastSignInAt = family.Clock.UtcNow);
        await family.ChangedMailAsync(id);
        using var browser = family.Browser();
        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        await SelfHelp.ChooseAsync(browser, await browser.GetAsync(await SelfHelp.LinkAsync(family)), username: "c.morel27");
        Assert.Equal([SelfHelp.Mobile, SelfHelp.Mail, AccountSteps.FormerMail], await family.RecipientsAsync("password-changed"));

        using var first = await family.EnterAsync("c.morel27", SelfHelp.NewPassword);
        Assert.Equal([SelfHelp.Mail, AccountSteps.FormerMail], await family.RecipientsAsync("new-device"));
        family.Clock.Advance(TimeSpan.FromHours(72));
        using var second = await family.EnterAsync("c.morel27", SelfHelp.NewPassword);
        Assert.Equal([SelfHelp.Mail, SelfHelp.Mail, AccountSteps.FormerMail], await family.RecipientsAsync("new-device"));
    }

    [Fact]
    public async Task A_password_chosen_after_a_reset_is_told_to_both_addresses()
    {
        await using var family = await Family.StartAsync();
        var id = family.Ines.Account!.Id;
        await family.ActivateAsync(id);
        await family.ChangeAsync(id, row => (row.Mail, row.MailConfirmedAt) = (AccountSteps.NewMail, family.Clock.UtcNow));
        await family.ChangedMailAsync(id);
        var provisional = await family.InformAsync(id, withReset: true);
        using var browser = family.Browser();
        await ActivationJourney.PasswordAsync(browser, await Family.SignInAsync(browser, "eleve", "i.morel", provisional));
        Assert.Equal([AccountSteps.FormerMail, AccountSteps.NewMail], await family.RecipientsAsync("password-changed"));
    }
}
