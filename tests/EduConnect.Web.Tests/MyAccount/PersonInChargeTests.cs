using EduConnect.Core.Guardians;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Activation;
using EduConnect.Web.Tests.Registration;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.MyAccount;

/// <summary>Whoever has charge of a pupil without being the legal guardian is not asked to say the contrary (rows #71, #77; domain §1).</summary>
[Trait("Row", "#71"), Trait("Row", "#77")]
public sealed class PersonInChargeTests
{
    [Fact]
    public async Task At_the_activation_neither_the_question_nor_its_error_names_a_legal_guardian()
    {
        await using var family = await StartAsync();
        using var browser = family.Browser();
        var page = await ActivationJourney.ToChildrenAsync(family, browser, "c.morel27", family.Claire.Account.Id);
        page = await browser.SubmitAsync(page, new Dictionary<string, string>());
        Assert.Contains("Inès M. : répondez Oui ou Non.", page.Plain(), StringComparison.Ordinal);
        Assert.Contains("J’ai la charge de cet élève", page.Plain(), StringComparison.Ordinal);
        Assert.DoesNotContain("représentant légal", MainOf(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_registration_the_lead_speaks_of_both()
    {
        await using var family = await StartAsync();
        using var browser = family.Browser();
        var page = await RegistrationJourney.ToChildrenAsync(family, browser);
        Assert.Contains("Je confirme être le représentant légal des élèves suivants, ou en avoir la charge.", page.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#101")]
    public async Task Grouping_accounts_speaks_of_both()
    {
        await using var family = await StartAsync();
        using var browser = await family.ClaireAsync();
        var (other, _) = await family.OtherAccountAsync();
        await InChargeAsync(family, other.Account.Id);
        var confirm = await AccountSteps.GatherAsync(browser, "c.morel88", await family.InformAsync(other.Account.Id));
        Assert.Contains("Je confirme être le représentant légal des élèves suivants, ou en avoir la charge", confirm.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#76")]
    public async Task A_report_and_its_end_speak_of_the_charge_and_the_school_reads_of_no_legal_guardian()
    {
        await using var family = await StartAsync();
        using var browser = await family.ClaireAsync();
        await AccountSteps.PressAsync(browser, await browser.GetAsync($"/mon-compte/enfants/{family.Ines.Pupil.Id}/signaler"));
        var page = await browser.GetAsync("/portail/signalements");
        Assert.Contains("J’ai la charge de cet élève", page.Plain(), StringComparison.Ordinal);
        Assert.DoesNotContain("représentant légal", MainOf(page), StringComparison.Ordinal);
        await ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth, $"Input[{family.Ines.Pupil.Id}]");
        foreach (var template in (string[])["tie-reported", "tie-report-cancelled"])
        {
            var mail = await family.LastAsync(template);
            Assert.Contains("Responsable : Claire MOREL", mail.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
            Assert.DoesNotContain("légal", mail.Text, StringComparison.Ordinal);
        }
    }

    private static async Task<Family> StartAsync()
    {
        var family = await Family.StartAsync();
        await InChargeAsync(family, family.Claire.Account.Id);
        return family;
    }

    private static async Task InChargeAsync(Family family, Guid account)
    {
        await using var main = family.App.Main();
        await Children.LinksOf(main, account).ExecuteUpdateAsync(set => set.SetProperty(link => link.Kind, GuardianKind.PersonInCharge), TestContext.Current.CancellationToken);
    }

    private static string MainOf(Page page) => page.Document.QuerySelector("main")!.TextContent;
}
