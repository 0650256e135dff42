using EduConnect.Testing.Web;
using EduConnect.Web.Tests.MyAccount;
using EduConnect.Web.Tests.Registration;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Recovery;

/// <summary>How many SMS a number gets in an hour stands on every page that sends one, as the setting says: whoever asks again and again knows why nothing comes (S-OT4).</summary>
[Trait("Rule", "S-OT4")]
public sealed class SmsLimitTests
{
    private const string Six = "6 SMS au plus par heure partent vers un même numéro.";
    private const string Four = "4 SMS au plus par heure partent vers un même numéro.";

    [Fact]
    public async Task Every_page_that_sends_an_sms_says_how_many_go_out()
    {
        await using var family = await Family.StartAsync(settings: ["--Codes:PhoneAnHour=6", "--Recovery:AnHour=4"]);
        using (var stranger = family.Browser())
        {
            Says(Six, await stranger.GetAsync("/inscription"));
            Says(Six, await RegistrationJourney.IdentityAsync(stranger));
            Says(Six, await stranger.GetAsync("/identifiant-oublie/sms"));
            Says(Six, await SelfHelp.AskUsernameBySmsAsync(stranger, SelfHelp.Mobile));

            // A forgotten password counts by its own limit too: the smaller one is told.
            Says(Four, await SelfHelp.BeginAsync(stranger, "c.morel27", "?profil=responsable"));
            Says(Four, await SelfHelp.AskPasswordAsync(stranger, "c.morel27", "sms", "?profil=responsable"));
            Assert.DoesNotContain("SMS au plus", (await SelfHelp.BeginAsync(stranger, "i.morel", "?profil=eleve")).Text, StringComparison.Ordinal);
        }

        using var browser = await family.ClaireAsync();
        var page = await browser.GetAsync("/mon-compte/portable");
        Says(Six, page);
        Says(Six, await browser.SubmitAsync(page, new Dictionary<string, string> { ["Number"] = "06 39 98 00 02", ["Current"] = Family.GoodPassword }));
    }

    [Fact]
    public async Task A_single_one_is_said_in_the_singular_and_the_questions_name_no_number_that_a_setting_changes()
    {
        await using var family = await Family.StartAsync(settings: ["--Codes:PhoneAnHour=1"]);
        using var browser = family.Browser();
        Says("Un seul SMS par heure part vers un même numéro.", await browser.GetAsync("/inscription"));
        var answer = (await browser.GetAsync("/aide/sms-non-recu")).Text;
        Assert.Contains("la page qui les envoie dit combien", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("3 SMS", answer, StringComparison.Ordinal);
    }

    private static void Says(string sentence, Page page) => Assert.Contains(sentence, page.Text.Replace('\u00a0', ' ').Replace('\u202f', ' '), StringComparison.Ordinal);
}
