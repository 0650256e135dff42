using EduConnect.Core.Federation.Usage;
using EduConnect.Core.SignIn;
using EduConnect.Web.Tests.Protocols.Oidc;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.MyAccount;

/// <summary>"Vos services": which services recognised the holder, how often, what they may be told.</summary>
[Trait("Row", "#15")]
public sealed class ServicesPageTests
{
    [Fact]
    public async Task Each_holder_sees_their_own_services_and_what_these_may_receive()
    {
        await using var family = await Family.StartAsync();
        await AddAsync(family, "stage", "Stages", ["given_name", "email", "FrEduCtEleveINE", "birthdate"]);
        using var browser = await family.ClaireAsync();
        Assert.Contains("Aucun service ne vous a reconnu", (await browser.GetAsync("/mon-compte/services")).Plain(), StringComparison.Ordinal);
        await EnterAsync(family, family.Claire.Account.Id, "stage", 3);
        await family.ActivateAsync(family.Ines.Account!.Id);
        await EnterAsync(family, family.Ines.Account.Id, "stage", 1);
        var page = await browser.GetAsync("/mon-compte/services");
        Assert.Contains("3 connexions", page.Plain(), StringComparison.Ordinal);
        Assert.Contains("vos nom et prénom", page.Plain(), StringComparison.Ordinal);
        Assert.Contains("votre adresse mail confirmée", page.Plain(), StringComparison.Ordinal);
        Assert.DoesNotContain("identifiant national", page.Plain(), StringComparison.Ordinal);
        Assert.DoesNotContain("date de naissance", page.Plain(), StringComparison.Ordinal);
        await family.App.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(TestContext.Current.CancellationToken));
        Assert.Contains("3 connexions", (await browser.GetAsync("/mon-compte/services")).Plain(), StringComparison.Ordinal);

        using var pupil = await family.EnterAsync("i.morel", profile: "eleve");
        page = await pupil.GetAsync("/mon-compte/services");
        Assert.Contains("1 connexion ", page.Plain() + " ", StringComparison.Ordinal);
        Assert.Contains("identifiant national", page.Plain(), StringComparison.Ordinal);
        Assert.NotNull((await pupil.GetAsync("/mon-compte")).Document.QuerySelector("a[href='/mon-compte/services']"));
    }

    private static async Task AddAsync(Family family, string clientId, string name, string[] claims)
    {
        await using var main = family.App.Main();
        var contract = TestService.Everything(clientId);
        (contract.Name, contract.Claims) = (name, claims);
        main.Add(contract);
        await main.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task EnterAsync(Family family, Guid account, string clientId, int times)
    {
        await using var operational = family.App.Operational();
        var journal = family.App.Services.GetRequiredService<SignInJournal>();
        for (var i = 0; i < times; i++)
        {
            journal.Note(operational, ServiceEntry.Code, account, "request", "192.0.2.1", ServiceEntry.Detail(clientId));
        }

        await operational.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
