using EduConnect.Testing.Web;
using EduConnect.Web.Help;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Help;

/// <summary>The FAQ as it is delivered: questions of the sources, and one way to speak to people (row #240).</summary>
[Trait("Row", "#240")]
public sealed class FaqWordsTests
{
    [Fact]
    public async Task The_questions_of_the_sources_are_there_and_FranceConnects_own_help_is_one_link_away()
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        var all = (await browser.GetAsync("/aide")).Text.Replace('\u00a0', ' ');
        foreach (var question in (string[])["Qu’est-ce qu’ÉduConnect ?", "Comment se connecter pour un parent ?", "pour la première fois ?", "Je dispose d’un compte FranceConnect."])
        {
            Assert.Contains(question, all, StringComparison.Ordinal);
        }

        Assert.NotNull((await browser.GetAsync("/aide/franceconnect")).Document.QuerySelector("main a[href='https://franceconnect.gouv.fr/faq']"));
    }

    /// <summary>What mothers and pupils type, slips of the finger included; the address of the questions is held to the same search by <see cref="HelpPagesTests"/>.</summary>
    [Fact]
    public async Task Everyday_words_and_their_usual_slips_find_something()
    {
        await using var app = await TestApp.StartAsync();
        var book = app.Services.GetRequiredService<HelpBooks>().Families;
        string[] words =
            ["email", "mail", "mdp", "motdepasse", "mot de passe", "connection", "connexion", "bloquer", "bloqué", "telephonne", "téléphone", "mon fils", "ma fille", "username", "login", "courriel", "texto", "identifiant"];
        Assert.All(words, word => Assert.True(HelpSearch.Run(book, word) is { IsExact: true, Questions.Count: > 0 }, word));
    }

    [Fact]
    public async Task Everybody_is_addressed_alike_pupils_too()
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        foreach (var path in (string[])["/aide", "/aide/eleve-premiere-fois"])
        {
            Assert.DoesNotMatch(@"\b([Tt]u|[Tt]on|[Tt]es|[Tt]oi)\b", (await browser.GetAsync(path)).Document.QuerySelector("main")!.TextContent);
        }
    }
}
