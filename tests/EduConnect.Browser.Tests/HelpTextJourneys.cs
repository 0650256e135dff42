using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Agents;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>Help texts edited by operators in a real browser (rows #240 and #242): every state is checked, and nothing needs scripts.</summary>
[Collection(nameof(SiteCollection))]
public sealed class HelpTextJourneys(BrowserSite site)
{
    // Longer than a phone is wide, without a space.
    private const string Words = "# Nous joindre\n\nÉcrivez à [l’assistance](mailto:assistance@academie.test), https://assistance.academie-de-la-region-dont-le-nom-est-long.exemple.test/formulaire-de-contact\n\n| Jour | Heures |\n|---|---|\n| Lundi | 8 h 30 à 17 h 30 |";

    [Theory]
    [InlineData(1280, "lille")]
    [InlineData(320, "lyon")]
    public async Task A_text_of_an_academie_is_shown_saved_overtaken_and_taken_again(int width, string academie)
    {
        var agent = await AgentDesk.AddAsync(site, $"writer{width}", [new NewRight(AgentModule.Operations)]);
        await using var window = await site.OpenAsync(width);
        await AgentDesk.SignInAsync(site, window, agent);
        var address = $"/exploitation/assistance/{academie}/2d";
        await window.GoAsync(address);
        await window.Page.GetByLabel("Texte", new() { Exact = true }).FillAsync(Words);
        await PressAsync(window.Page, "Voir avant d’enregistrer");
        await window.Page.GetByText("Voici ce que les familles liront.").WaitForAsync();
        await window.CheckAsync();
        await PressAsync(window.Page, "Enregistrer le texte");
        await window.Page.GetByText("Le texte est enregistré.").WaitForAsync();
        await window.CheckAsync();

        // Somebody else saves while this page is open.
        await using (var other = await site.OpenAsync(width))
        {
            await AgentDesk.SignInAsync(site, other, await AgentDesk.AddAsync(site, $"rival{width}", [new NewRight(AgentModule.Operations)]));
            await other.GoAsync(address);
            await other.Page.GetByLabel("Texte", new() { Exact = true }).FillAsync("Autre texte");
            await PressAsync(other.Page, "Enregistrer le texte");
            await other.Page.GetByText("Le texte est enregistré.").WaitForAsync();
        }

        await PressAsync(window.Page, "Enregistrer le texte");
        await window.Page.GetByText("Le texte enregistré entre-temps").WaitForAsync();
        await window.CheckAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Voir la version 1" }).ClickAsync();
        await window.CheckAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Reprendre ce texte" }).ClickAsync();
        await PressAsync(window.Page, "Enregistrer le texte");
        await window.Page.GetByText("Le texte est enregistré.").WaitForAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Remettre le texte général" }).ClickAsync();
        await window.CheckAsync();
        await window.GoAsync("/aide/contacts/" + academie);
        await window.Page.GetByText("Nous joindre").WaitForAsync();
        await window.CheckAsync();
    }

    [Theory]
    [InlineData(1280, "Une grande question ?")]
    [InlineData(320, "Une petite question ?")]
    public async Task A_question_is_shown_saved_read_moved_and_withdrawn(int width, string question)
    {
        var agent = await AgentDesk.AddAsync(site, $"asker{width}", [new NewRight(AgentModule.Operations)]);
        await using var window = await site.OpenAsync(width);
        await AgentDesk.SignInAsync(site, window, agent);
        await window.GoAsync("/exploitation/faq/60-mon-compte/questions");
        await PressAsync(window.Page, "Enregistrer la question");
        await window.Page.GetByText("Saisissez la question.").First.WaitForAsync();
        await window.CheckAsync();
        await window.Page.GetByLabel("Question", new() { Exact = true }).FillAsync(question);
        await window.Page.GetByLabel("Réponse", new() { Exact = true }).FillAsync(Words.Replace("# Nous joindre\n\n", string.Empty, StringComparison.Ordinal));
        await PressAsync(window.Page, "Voir avant d’enregistrer");
        await window.Page.GetByText("Voici ce que les familles liront.").WaitForAsync();
        await window.CheckAsync();
        await PressAsync(window.Page, "Enregistrer la question");
        await window.Page.GetByText("La question est enregistrée.").WaitForAsync();
        await window.CheckAsync();
        await PressAsync(window.Page, "Monter " + question);
        await window.Page.GetByText("L’ordre est changé.").WaitForAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Voir la version 1" }).First.ClickAsync();
        await window.CheckAsync();
        await window.GoAsync("/aide?q=" + Uri.EscapeDataString(question));
        await window.Page.GetByText("Écrivez à").First.WaitForAsync();
        await window.CheckAsync();
        await window.GoAsync("/exploitation/faq/60-mon-compte");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Retirer " + question, Exact = true }).ClickAsync();
        await window.CheckAsync();
        await PressAsync(window.Page, "Retirer la question");
        await window.Page.GetByText("La question est retirée.").WaitForAsync();
        await window.GoAsync("/exploitation/faq/60-mon-compte/origine");
        await window.CheckAsync();
        await PressAsync(window.Page, "Remettre les textes d’origine");
        await window.Page.GetByText("Les textes d’origine sont de retour.").WaitForAsync();
    }

    [Fact]
    public async Task Without_scripts_a_text_is_shown_saved_and_taken_away()
    {
        var agent = await AgentDesk.AddAsync(site, "plainwriter", [new NewRight(AgentModule.Operations)]);
        await using var window = await site.OpenAsync(scripts: false);
        await AgentDesk.SignInAsync(site, window, agent);
        await window.GoAsync("/exploitation/assistance");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Modifier : Nice, 1er degré" }).ClickAsync();
        await window.Page.GetByLabel("Texte", new() { Exact = true }).FillAsync("Un **texte** de Nice");
        await PressAsync(window.Page, "Voir avant d’enregistrer");
        await window.Page.GetByText("Rien n’est encore enregistré.").WaitForAsync();
        await PressAsync(window.Page, "Enregistrer le texte");
        await window.Page.GetByText("Le texte est enregistré.").WaitForAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Remettre le texte général" }).ClickAsync();
        await PressAsync(window.Page, "Remettre le texte général");
        await window.Page.GetByText("Le texte général est de retour.").WaitForAsync();
    }

    private static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
