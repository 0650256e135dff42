using EduConnect.Testing.Web;
using EduConnect.Web.Tests.MyAccount;
using EduConnect.Web.Tests.Recovery;

namespace EduConnect.Web.Tests.SignIn;

/// <summary>Durations are settings (domain §9): pages say those of the operator, not those of the sources.</summary>
[Trait("Rule", "domain §9")]
[Trait("Row", "#255")]
public sealed class DurationTests
{
    private static readonly string[] Longer =
    [
        "--Deadlines:ProvisionalPassword=183.00:00:00", "--Deadlines:MailConfirmation=3.00:00:00", "--Deadlines:ActivationLink=10.00:00:00", "--AccessCodes:Life=00:15:00", "--Codes:Life=02:00:00",
        "--Recovery:Link=00:45:00", "--Recovery:Journey=03:00:00", "--Retention:MonthsWithoutSchool=18", "--Retention:Audit=732.00:00:00",
    ];

    [Theory]
    [InlineData(false, "3 mois", "30 jours", "20 minutes")]
    [InlineData(true, "6 mois", "10 jours", "15 minutes")]
    public async Task Pages_of_the_sign_in_say_what_the_operator_has_set(bool isSet, string password, string link, string code)
    {
        await using var family = await Family.StartAsync(settings: isSet ? Longer : []);
        using var browser = family.Browser();
        Says("Il est valable " + password, await browser.GetAsync("/inscription/sans-portable"));
        Says("il est valable " + password, await Family.SignInAsync(browser, "responsable", "c.morel27", "pas le bon"));
        Says("plus de " + link, await browser.SubmitAsync(await browser.GetAsync("/activation/lien/abcdefghijklmnopqrstuvwxyz"), new Dictionary<string, string>()));
        var typed = new Dictionary<string, string> { ["Username"] = "i.morel", ["Code"] = "12345678" };
        Says("pendant " + code, await browser.SubmitAsync(await browser.GetAsync("/connexion/eleve/code"), typed));
    }

    [Theory]
    [InlineData(false, "7 jours", "3 mois", "30 minutes")]
    [InlineData(true, "3 jours", "6 mois", "2 heures")]
    public async Task So_do_those_of_an_account(bool isSet, string link, string password, string code)
    {
        await using var family = await Family.StartAsync(settings: isSet ? Longer : []);
        using var first = family.Browser();
        var page = await Activation.ActivationJourney.ToChildrenAsync(family, first, "p.vasseur", family.Paul.Account.Id, "paul@exemple.fr");
        Says("pendant " + link, await Activation.ActivationJourney.ChildrenAsync(first, page, Family.InesBirth));
        using var browser = await family.ClaireAsync();
        var other = await browser.GetAsync("/mon-compte/enfants/ajouter");
        Says("est valable " + password, await browser.SubmitAsync(other, new Dictionary<string, string> { ["Input.Username"] = "c.morel88", ["Input.Password"] = "pas le bon" }));
        Says("valable " + code, await browser.SubmitAsync(await browser.GetAsync("/mon-compte/portable"), new Dictionary<string, string> { ["Number"] = "06 39 98 00 02", ["Current"] = Family.GoodPassword }));
    }

    [Theory]
    [InlineData(false, "30min", "1 heure", "1 heure", "30 minutes", "15 mois", "12 mois")]
    [InlineData(true, "2 heures", "45 minutes", "3 heures", "2 heures", "18 mois", "24 mois")]
    public async Task So_do_those_of_self_help_and_of_what_is_kept(bool isSet, string label, string link, string journey, string code, string people, string trail)
    {
        await using var family = await Family.StartAsync(settings: isSet ? Longer : []);
        using var browser = family.Browser();
        Says($"(valable {label})", await SelfHelp.AskPasswordAsync(browser, "c.morel27", "sms"));
        Says("fonctionne pendant " + link, await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail"));
        Says("plus de " + link, await SelfHelp.ChooseAsync(browser, await browser.GetAsync("/mot-de-passe-oublie/lien/abcdefghijklmnopqrstuvwxyz"), username: "c.morel27"));
        Says($"elle dure {journey} au plus", await browser.GetAsync("/mot-de-passe-oublie?recommencer=1"));
        var kept = await browser.GetAsync("/donnees-personnelles");
        Says($"Lien pour un nouveau mot de passe : {link}. Code par SMS : {code}.", kept);
        Says($"sans enfant scolarisé : {people}.", kept);
        Says($"actions : {trail}.", kept);
    }

    private static void Says(string words, Page page) => Assert.Contains(words, page.Plain(), StringComparison.Ordinal);
}
