using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>From the page of a former system on another site, through its form, to the way back to it; every page is checked at both widths.</summary>
[Collection(nameof(SiteCollection))]
public sealed class TransitionJourneys(BrowserSite site)
{
    private const string Elsewhere = "https://ent.example/accueil";
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly Actor Operator = new(ActorKind.Operator, "test");

    [Fact, Trait("Row", "#65"), Trait("Row", "#66"), Trait("Row", "#67"), Trait("Row", "#68"), Trait("Row", "#69"), Trait("Row", "#70")]
    public async Task Guardian_comes_from_the_ENT_and_goes_on_to_it()
    {
        var household = await Household.CreateAsync(site);
        var code = await RegisterAsync();
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await ArriveAsync(page, Assertion(code, $"2|Morel|Claire|{household.Ines.Record.RegistrationNumber}|{await UaiAsync(household.Ines)}", Elsewhere));
        await window.OnPageAsync("Votre espace Éducation Nationale évolue.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Je crée mon compte ÉduConnect" }).ClickAsync();
        await window.FailAndCheckAsync("Votre nouveau compte", "Continuer");
        await Assertions.Expect(page.GetByText(household.Claire.Account.Username, new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByLabel("J’initialise mon mot de passe").FillAsync(Household.GoodPassword);
        await page.GetByLabel("Je confirme mon mot de passe").FillAsync(Household.GoodPassword);
        await page.ContinueAsync("Continuer");
        await window.OnPageAsync("Vos enfants");
        await page.AnswerAsync("Inès M.", "Oui", Household.InesBirth);
        await page.AnswerAsync("Malo M.", "Oui", Household.MaloBirth);
        await page.ContinueAsync("Activer votre compte");
        await window.OnPageAsync("Votre compte ÉduConnect est créé");
        Assert.Equal(Elsewhere, await page.GetByRole(AriaRole.Link, new() { Name = "Continuer vers Mon ancien ENT" }).GetAttributeAsync("href"));
        var account = await household.ReadAsync(household.Claire.Account);
        Assert.Equal((AccountState.Activated, ActivationMode.Ent), (account.State, account.Mode));

        await using var again = await site.OpenAsync();
        await ArriveAsync(again.Page, Assertion(code, $"2|Morel|Claire|{household.Ines.Record.RegistrationNumber}|{await UaiAsync(household.Ines)}", null));
        await again.OnPageAsync("Vous avez déjà un compte ÉduConnect");
    }

    [Fact, Trait("Row", "#65"), Trait("Row", "#67")]
    public async Task Pupil_comes_without_scripts_and_by_keyboard_alone()
    {
        var household = await Household.CreateAsync(site);
        var code = await RegisterAsync();
        await using var window = await site.OpenAsync(width: 320, scripts: false);
        var page = window.Page;
        await ArriveAsync(page, Assertion(code, $"4|MOREL|Inès|{household.Ines.Record.RegistrationNumber}|{await UaiAsync(household.Ines)}", null));
        await HeadingAsync(page, "Votre espace Éducation Nationale évolue.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Je crée mon compte ÉduConnect" }).PressAsync("Enter");
        await HeadingAsync(page, "Votre nouveau compte");
        await page.GetByLabel("J’initialise mon mot de passe").FocusAsync();
        await page.Keyboard.TypeAsync(Household.GoodPassword);
        await page.GetByLabel("Je confirme mon mot de passe").FocusAsync();
        await page.Keyboard.TypeAsync(Household.GoodPassword);
        await page.Keyboard.PressAsync("Enter");
        await HeadingAsync(page, "Votre compte ÉduConnect est créé");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continuer", Exact = true }).PressAsync("Enter");
        await HeadingAsync(page, "Bonjour Inès MOREL");
        Assert.Equal(AccountState.Activated, (await household.ReadAsync(household.Ines.Account!)).State);
    }

    [Fact]
    public async Task Refusal_holds_true_at_both_widths()
    {
        await using var window = await site.OpenAsync();
        await ArriveAsync(window.Page, "a.b.c");
        await window.OnPageAsync("Votre compte n’a pas pu être créé par ce chemin");
    }

    /// <summary>A page of another site, whose only form holds the assertion; its button works without scripts.</summary>
    private async Task ArriveAsync(IPage page, string assertion)
    {
        var form = $"""<!doctype html><title>ENT</title><form method="post" action="{site.App.Address}/transition"><input type="hidden" name="assertion" value="{assertion}"><button>Continuer</button></form>""";
        await page.GotoAsync("data:text/html;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(form)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).PressAsync("Enter");
        await page.WaitForURLAsync("**/transition**");
    }

    private static Task HeadingAsync(IPage page, string text) => Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(text);

    private async Task<string> RegisterAsync()
    {
        var code = "ent-" + Guid.NewGuid().ToString("N");
        await site.App.WithAsync(async services =>
        {
            var system = new FormerSystem
            {
                Id = Guid.NewGuid(),
                Code = code,
                Name = "Mon ancien ENT",
                Mode = ActivationMode.Ent,
                Academies = ["13"],
                ReturnAddresses = [Elsewhere],
                PublicKeys = FormerSystemKeys.Read(Key.ExportSubjectPublicKeyInfoPem())!,
            };
            Assert.Empty(await services.GetRequiredService<AddFormerSystem>().RunAsync(system, Operator, TestContext.Current.CancellationToken));
            return await services.GetRequiredService<SwitchFormerSystem>().RunAsync(code, true, Operator, TestContext.Current.CancellationToken);
        });
        return code;
    }

    private string Assertion(string code, string vector, string? target)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Dictionary<string, object> claims = new()
        {
            ["iss"] = code,
            ["aud"] = site.App.Address + "/transition",
            ["iat"] = now,
            ["exp"] = now + 120,
            ["jti"] = Guid.NewGuid(),
            ["FrEduVecteur"] = vector,
        };
        if (target is not null)
        {
            claims["target"] = target;
        }

        var signed = Base64Url.EncodeToString("""{"alg":"ES256","typ":"JWT"}"""u8) + "." + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));
        return signed + "." + Base64Url.EncodeToString(Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
    }

    private async Task<string> UaiAsync(TestPupil pupil)
    {
        await using var main = site.App.Main();
        return await (from enrolment in main.Set<Enrolment>()
                      join school in main.Set<School>() on enrolment.SchoolId equals school.Id
                      where enrolment.PupilId == pupil.Pupil.Id
                      select school.Uai).SingleAsync();
    }
}
