using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Platform.Audit;
using EduConnect.Web.Tests.MyAccount;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Activation;

/// <summary>Informing by mail with a reset sends a link to holders who are activated already (domain 10.6).</summary>
public sealed class ResetByLinkTests
{
    private const string Reached = "claire@exemple.fr";
    private const string Mobile = "+33639980042";

    [Theory]
    [InlineData(Reached, true)]
    [InlineData("ancienne@exemple.fr", false)]
    [Trait("Section", "9"), Trait("Rule", "S-RC4")]
    public async Task It_lets_an_activated_guardian_choose_another_password_tells_so_and_confirms_the_address_it_reached(string own, bool isReached)
    {
        await using var family = await Family.StartAsync();
        var id = family.Claire.Account.Id;
        await family.ActivateAsync(id);
        await family.ChangeAsync(id, row => (row.Mail, row.Mobile, row.MobileConfirmedAt) = (own, Mobile, family.Clock.UtcNow));
        await family.InformAsync(id, withReset: true);
        string address;
        await using (var main = family.App.Main())
        {
            address = new Uri(family.App.Services.GetRequiredService<AccountLinks>().AddActivation(main, id, Reached)).AbsolutePath;
            await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var browser = family.Browser();
        var page = await browser.GetAsync(address);
        var begun = await browser.SubmitAsync(page, new Dictionary<string, string>());
        Assert.Equal("/activation/mot-de-passe", begun.Address.AbsolutePath);
        await ActivationJourney.PasswordAsync(browser, begun);
        var account = await family.ReadAsync(id);
        Assert.Equal((AccountState.Activated, true, true), (account.State, account.ProvisionalMac is null, account.PasswordHash is not null));
        Assert.Equal((own, isReached), (account.Mail, account.MailConfirmedAt is not null));
        Assert.Equal(isReached ? 1 : 0, (await family.MainAsync<AuditEvent>()).Count(entry => entry.Code == "account.mail-confirmed" && entry.AccountId == id));
        Assert.Equal([Mobile], await family.RecipientsAsync("password-changed"));
        Assert.Equal(HttpStatusCode.Gone, (await browser.SubmitAsync(page, new Dictionary<string, string>())).Status);
    }
}
