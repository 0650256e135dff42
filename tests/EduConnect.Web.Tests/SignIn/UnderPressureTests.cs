using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform;
using EduConnect.Web.Tests.Activation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EduConnect.Web.Tests.SignIn;

/// <summary>Too many passwords at once, and the main store being read-only.</summary>
public sealed class UnderPressureTests
{
    [Fact]
    [Trait("Rule", "S-PW3")]
    public async Task Too_many_passwords_at_once_are_refused_and_the_other_pages_go_on()
    {
        using var gate = new ManualResetEventSlim();
        using var taken = new ManualResetEventSlim();
        using var pool = new HashingPool(TimeProvider.System, threads: 1, capacity: 1);
        await using var family = await Family.StartAsync(configure: services => services.Replace(ServiceDescriptor.Singleton(pool)));
        await family.ActivateAsync(family.Claire.Account.Id);
        var busy = pool.ComputeAsync(() =>
        {
            taken.Set();
            gate.Wait(TestContext.Current.CancellationToken);
            return 0;
        }, TestContext.Current.CancellationToken);
        taken.Wait(TestContext.Current.CancellationToken);
        var waiting = pool.ComputeAsync(() => 0, TestContext.Current.CancellationToken);

        using var browser = family.Browser();
        var page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal("2", page.Response.Headers.GetValues("Retry-After").Single());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/connexion/responsable")).Status);
        gate.Set();
        await Task.WhenAll(busy, waiting);
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-MT1")]
    public async Task Signing_in_and_out_goes_on_during_maintenance()
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        family.App.Services.GetRequiredService<ReadOnlyMode>().Plan(family.Clock.UtcNow, family.Clock.UtcNow.AddHours(2));
        await using (var main = family.App.Main())
        {
            main.Add(new RetiredUsername { Username = "x" });
            await Assert.ThrowsAsync<ReadOnlyModeException>(() => main.SaveChangesAsync(TestContext.Current.CancellationToken));
        }

        using var browser = family.Browser();
        var portal = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Equal("/portail", portal.Address.AbsolutePath);
        var done = await browser.SubmitAsync(portal, new Dictionary<string, string>(), "form[action='/deconnexion']");
        Assert.Contains("Vous êtes déconnecté", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-MT3")]
    public async Task During_maintenance_an_activation_is_refused_with_an_explanation_and_loses_nothing()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await ActivationJourney.ToChildrenAsync(family, browser, "p.vasseur", family.Paul.Account.Id);
        family.App.Services.GetRequiredService<ReadOnlyMode>().Plan(family.Clock.UtcNow, family.Clock.UtcNow.AddMinutes(10));
        var refused = await ActivationJourney.ChildrenAsync(browser, page, Family.InesBirth);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal(AccountState.Informed, (await family.ReadAsync(family.Paul.Account.Id)).State);

        family.Clock.Advance(TimeSpan.FromMinutes(10));
        page = await browser.GetAsync("/activation");
        Assert.Equal("/activation/fin", (await ActivationJourney.ChildrenAsync(browser, page, Family.InesBirth)).Address.AbsolutePath);
    }
}
