using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using EduConnect.Core.Assistance;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Testing;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Help;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Help;

/// <summary>FAQ, assistance contacts and legal pages over HTTP, without JavaScript.</summary>
public sealed partial class HelpPagesTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private TestApp _app = null!;
    private PageClient _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(clock: _clock);
        _browser = _app.Browser();
        _browser.Headers["Accept"] = "text/html";
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
    }

    [Fact, Trait("Row", "#35")]
    [Trait("Row", "#243")]
    [Trait("Row", "#244")]
    public async Task Need_help_on_the_sign_in_page_opens_the_questions()
    {
        var page = await _browser.GetAsync("/connexion/responsable");
        var link = page.Document.QuerySelectorAll("footer a").First(one => one.TextContent.Replace('\u00a0', ' ') == "Besoin d’aide ?");
        Assert.Contains("Les réponses à toutes vos questions.", (await _browser.GetAsync(link.GetAttribute("href")!)).Text, StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "#240")]
    public async Task Questions_stand_folded_in_their_sections_each_with_a_page_of_its_own()
    {
        var page = await _browser.GetAsync("/aide");
        var questions = page.Document.QuerySelectorAll("main details");
        Assert.InRange(questions.Length, 25, 60);
        Assert.All(questions, question => Assert.False(question.HasAttribute("open")));
        Assert.Equal("Toutes les sections", page.Document.QuerySelector("select[name=section] option")!.TextContent);
        foreach (var question in questions)
        {
            var alone = await _browser.GetAsync("/aide/" + question.Id);
            Assert.Equal((HttpStatusCode.OK, question.QuerySelector("summary")!.TextContent), (alone.Status, alone.Document.QuerySelector("h1")!.TextContent));
        }
    }

    [Fact]
    public void The_anchors_promised_in_the_documentation_exist_and_no_other()
    {
        var documented = Anchor().Matches(File.ReadAllText(Path.Combine(Checkout.Root, "docs/help.md")).Split("## Anchors")[1].Split("## What")[0]).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
        Assert.Equal(_app.Services.GetRequiredService<HelpBooks>().Families.All.Select(found => found.Question.Anchor).Order(StringComparer.Ordinal), documented);
    }

    [Fact, Trait("Row", "#240")]
    public void A_page_that_leads_to_a_question_leads_to_one_that_stands_and_no_dead_end_leads_to_all_of_them()
    {
        var known = _app.Services.GetRequiredService<HelpBooks>().Families.All.Select(found => found.Question.Anchor).ToHashSet(StringComparer.Ordinal);
        var pages = Path.Combine(Checkout.Root, "src/EduConnect.Web/Pages");
        var files = Directory.GetFiles(pages, "*.cshtml", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(pages, file).Replace('\\', '/'), File.ReadAllText);
        var led = files.SelectMany(file => Question().Matches(file.Value).Select(match => match.Groups[1].Value)).Except(["agents", "contacts"]).Distinct().ToList();
        Assert.InRange(led.Count, 8, 100);
        Assert.Empty(led.Except(known));
        string[] journeys = ["Activation/", "FranceConnect/", "Recovery/", "Registration/", "SignIn/", "Transition/"];
        Assert.Empty(files.Where(file => journeys.Any(file.Key.StartsWith) && file.Value.Contains("href=\"/aide\"", StringComparison.Ordinal)).Select(file => file.Key));
    }

    [Fact]
    public async Task Every_link_of_the_help_leads_to_a_page()
    {
        var books = _app.Services.GetRequiredService<HelpBooks>();
        var links = books.Families.All.Concat(books.Agents.All).SelectMany(found => LocalLink().Matches(found.Question.Answer.Value!)).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            Assert.Equal((link, HttpStatusCode.OK), (link, (await _browser.GetAsync(link)).Status));
        }
    }

    [Theory, Trait("Row", "#240")]
    [InlineData("identifiant", "J’ai oublié mon identifiant")]
    [InlineData("IDENTIFIANT OUBLIE", "J’ai oublié mon identifiant")]
    [InlineData("l'eleve", "Je suis élève. Comment me connecter pour la première fois ?")]
    [InlineData("texto", "Je ne reçois pas le SMS")]
    [InlineData("déménagement", "Mon enfant change d’école ou nous déménageons")]
    [InlineData("spam", "Je ne reçois pas le mail")]
    [InlineData("divorce", "Nous sommes séparés. Chaque parent a-t-il son compte ?")]
    public async Task The_search_finds_what_families_type(string typed, string question)
    {
        var page = await _browser.SubmitAsync(await _browser.GetAsync("/aide"), new Dictionary<string, string> { ["q"] = typed }, "form[role=search]");
        Assert.Contains(question, page.Document.QuerySelectorAll("main details summary").Select(one => one.TextContent.Replace('\u00a0', ' ')));
        Assert.Equal(typed, page.Document.QuerySelector("input[name=q]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Nothing_found_is_said_with_what_to_do_next_and_markup_stays_text()
    {
        var page = await _browser.GetAsync("/aide?q=" + Uri.EscapeDataString("<script>zzz</script>\" onfocus=x"));
        Assert.Contains("Aucune réponse ne contient « <script>zzz</script>", page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>zzz", page.Body, StringComparison.Ordinal);
        Assert.Contains("Essayez avec un seul mot", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("a[href='/aide/contacts']"));
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/aide?q=" + new string('a', 5_000))).Status);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/aide?q=%00%0d%0a&section=%00")).Status);
    }

    [Fact]
    public async Task A_section_bounds_the_search_and_says_when_it_holds_nothing()
    {
        var inside = await _browser.GetAsync("/aide?section=enfants&q=naissance");
        Assert.All(inside.Document.QuerySelectorAll("main details"), one => Assert.Contains(one.Id, new[] { "date-de-naissance", "signalement-annule", "changement-ecole", "enfant-absent" }));
        var outside = await _browser.GetAsync("/aide?section=enfants&q=SMS");
        Assert.Contains("Rien dans la section choisie.", outside.Text, StringComparison.Ordinal);
        Assert.Contains("Je ne reçois pas le SMS", outside.Text, StringComparison.Ordinal);
        var only = await _browser.GetAsync("/aide?section=enfants");
        Assert.Single(only.Document.QuerySelectorAll("main section h2"), one => one.TextContent == "Mes enfants");
        Assert.Equal("enfants", only.Document.QuerySelector("select[name=section] option[selected]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("/aide/n-existe-pas")]
    [InlineData("/aide/contacts/n-existe-pas")]
    public async Task A_question_or_academie_that_is_not_there_is_not_found(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _browser.GetAsync(address)).Status);

    [Fact]
    public async Task An_operator_replaces_adds_and_removes_texts_without_a_build()
    {
        Assert.Contains("FranceConnect", (await _browser.GetAsync("/aide")).Text, StringComparison.Ordinal);
        var folder = Directory.CreateDirectory(_app.Services.GetRequiredService<HelpBooks>().Folder).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "50-franceconnect.faq.md"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "90-ici.faq.md"), "# Chez nous {#chez-nous}\n\n## Une question d’ici ? {#ici}\n\nUne réponse d’ici.\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "10-premiers-pas.faq.md"), "# Sans ancre\n", TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(16));
        var page = await _browser.GetAsync("/aide");
        Assert.Contains("Une réponse d’ici.", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.GetElementById("franceconnect"));
        Assert.NotNull(page.Document.GetElementById("premiere-fois"));
    }

    [Fact, Trait("Row", "#241"), Trait("Row", "#242")]
    public async Task Each_academie_is_reached_by_list_and_by_map()
    {
        var page = await _browser.GetAsync("/aide/contacts");
        var list = page.Document.QuerySelectorAll("main ul.grid a");
        Assert.Equal(30, list.Length);
        var shapes = page.Document.QuerySelectorAll(".map a:not([aria-hidden])").Select(link => link.GetAttribute("href")).ToList();
        Assert.Equal(list.Select(link => link.GetAttribute("href")).Order(StringComparer.Ordinal), shapes.Order(StringComparer.Ordinal));
        Assert.Equal(96 + 8, page.Document.QuerySelectorAll(".map path").Length);
        Assert.All(page.Document.QuerySelectorAll(".map svg a:not([aria-hidden])"), link => Assert.False(string.IsNullOrEmpty(link.GetAttribute("aria-label"))));
        Assert.All(page.Document.QuerySelectorAll(".map [aria-hidden=true]").Where(one => one.HasAttribute("href")), link => Assert.Equal("-1", link.GetAttribute("tabindex")));
        Assert.Contains("CC BY 4.0", page.Text, StringComparison.Ordinal);
        Assert.True(page.Body.IndexOf("Liste des académies", StringComparison.Ordinal) < page.Body.IndexOf("<svg viewBox=\"0 0 6130", StringComparison.Ordinal));
        foreach (var link in list)
        {
            var answer = await _browser.GetAsync(link.GetAttribute("href")!);
            Assert.StartsWith("Assistance de l’académie d", answer.Document.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(["Enfants dans le 1er degré", "Enfants dans le 2nd degré"], answer.Document.QuerySelectorAll("main h2").Select(one => one.TextContent));
        }
    }

    [Fact]
    public async Task The_page_with_the_map_weighs_at_most_a_hundred_kilobytes()
    {
        using var compressed = new MemoryStream();
        await using (var brotli = new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await brotli.WriteAsync(System.Text.Encoding.UTF8.GetBytes((await _browser.GetAsync("/aide/contacts")).Body), TestContext.Current.CancellationToken);
        }

        Assert.InRange(compressed.Length, 5_000, 45_000);
    }

    [Fact, Trait("Row", "#242")]
    public async Task What_an_operator_wrote_for_an_academie_is_shown_for_that_degree_only()
    {
        await _app.WithAsync(services => services.GetRequiredService<SetAssistanceText>().RunAsync("14", Degree.Second, "Écrivez à **assistance** <script>x</script>", Actor.Service, TestContext.Current.CancellationToken));
        var page = await _browser.GetAsync("/aide/contacts/rennes");
        Assert.Contains("<strong>assistance</strong>", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>x", page.Body, StringComparison.Ordinal);
        Assert.Contains("directeur ou à la directrice", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("assistance</strong>", (await _browser.GetAsync("/aide/contacts/nantes")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/mentions-legales", "CC BY 4.0")]
    [InlineData("/donnees-personnelles", "15 mois")]
    [InlineData("/accessibilite", "320 pixels")]
    [InlineData("/aide/agents", "Demande Logicielle")]
    public async Task Pages_of_information_say_what_is_true(string address, string text) =>
        Assert.Contains(text, (await _browser.GetAsync(address)).Text.Replace('\u00a0', ' '), StringComparison.Ordinal);

    [GeneratedRegex("`([a-z][a-z-]+)`")]
    private static partial Regex Anchor();

    [GeneratedRegex("\"/aide/([a-z][a-z-]*)[\"#]")]
    private static partial Regex Question();

    [GeneratedRegex("href=\"(/[^\"]*)\"")]
    private static partial Regex LocalLink();
}
