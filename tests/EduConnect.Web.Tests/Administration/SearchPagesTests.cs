using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Administration;

/// <summary>The lists, in a browser without scripts: what each offers and shows, marks and their explanation, selection across pages.</summary>
public sealed class SearchPagesTests : IAsyncLifetime
{
    private static readonly string[] Guardians = ["MEF", "Classes", "États des comptes", "Comptes par familles", "Adr. mail", "Tél. port.", "À traiter"];
    private static readonly string[] GuardianColumns = ["Élève", "Classe", "Représentant légal", "Identifiant", "Adr. mail", "Tél. port.", "État du compte", "Dernière information", "Dernière connexion", "Détail"];

    private readonly TestClock _clock = new();
    private TestApp _app = null!;
    private School _college = null!;
    private School _ecole = null!;
    private School _home = null!;
    private TestPupil _external = null!;
    private PageClient _agent = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(clock: _clock, settings: "--Roles=sign-in,administration");
        await using var db = _app.Main();
        var data = new TestData(db);
        (_college, _ecole, _home) = (data.School(), data.School(name: "Paul-Doumer", degree: Degree.First), data.School(name: "Henri-Castellan"));
        db.Add(new Core.Schools.Mef { Code = "10010012110", Label = "6EME" });
        var pupil = data.Pupil(_college, data.Class(_college, "5E B"), "DELORME", "Anaïs", new DateOnly(2010, 3, 27), "a.delorme", mef: "10010012110");
        data.Pupil(_college, null, "ABADIE", "Zoé", new DateOnly(2014, 3, 27), "z.abadie");
        var guardian = data.Guardian(pupil, "DELORME", "Viviane", "v.delorme").Account;
        (guardian.IsCompromised, guardian.MailInError, guardian.NewUsernameRequestedAt) = (true, true, _clock.UtcNow);
        data.Guardian(pupil, "PLESSIS", "Odile", "o.plessis", kind: GuardianKind.PersonInCharge);
        _external = data.Pupil(_home, data.Class(_home), "OSTREL", "Basile", username: "b.ostrel");
        data.External(_external, _college, "10010012110");
        var child = data.Pupil(_ecole, data.Class(_ecole, "12", "CE1 A"), "HUBERT", "Léo", level: "CE1");
        data.Guardian(child, "HUBERT", "Mathis", "m.hubert").Account.Mode = ActivationMode.School;
        data.Guardian(data.Pupil(_ecole, null, "MOREL", "Inès", level: "CM2"), "MOREL", "Claire", "c.morel", mail: null);
        await data.SaveAsync();
        (await db.Set<GuardianLink>().FirstAsync(link => link.PupilId == pupil.Pupil.Id && link.Kind == GuardianKind.LegalGuardian, Cancellation)).Statement = LinkStatement.ReportedWrong;
        await db.SaveChangesAsync(Cancellation);
        _agent = await AgentBrowser.SignInAsync(_app, "s.carpentier", [.. new[] { _college, _ecole, _home }.Select(school => new NewRight(AgentModule.Administration, Uai: school.Uai))]);
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    [Trait("Row", "#127")]
    [Trait("Row", "#130")]
    [Trait("Row", "#128")]
    [Trait("Row", "#133")]
    [Trait("Row", "#134")]
    [Trait("Row", "#135")]
    public async Task Pupils_have_their_filters_and_columns()
    {
        var page = await ListAsync(_college, "eleves");
        Assert.Equal(["MEF", "Classes", "États des comptes", "Tranches d’âge", "Adr. mail", "À traiter"], Legends(page));
        Assert.Equal(["Élève", "Classe", "Identifiant", "Adr. mail", "État du compte", "Dernière information", "Dernière connexion", "Détail"], Columns(page));
        Assert.Equal(["Non activé - non informé", "Non activé - informé", "Activé"], States(page));
        foreach (var action in new[] { "Informer", "Lister les comptes", "Réinitialiser les mots de passe" })
        {
            Assert.Contains(action, page.Document.QuerySelectorAll("main form[method=post] button").Select(button => button.TextContent.Trim()));
        }

        Assert.Equal(["DELORME Anaïs"], Names(await ListAsync(_college, "eleves", "?age=15-17")));
        Assert.Equal(["ABADIE Zoé"], Names(await ListAsync(_college, "eleves", "?age=moins-de-15")));
    }

    [Fact]
    [Trait("Row", "#174")]
    [Trait("Row", "#175")]
    [Trait("Row", "#177")]
    [Trait("Row", "#5")]
    [Trait("Row", "#179")]
    [Trait("Row", "#180")]
    public async Task Both_lists_of_guardians_have_the_same_filters_and_columns()
    {
        var legal = await ListAsync(_college, "representants-legaux");
        Assert.Equal(Guardians, Legends(legal));
        Assert.Equal(GuardianColumns, Columns(legal));
        Assert.Equal(["Non activé - non informé", "Non activé - informé", "En cours d’activation", "Activé"], States(legal));
        var charge = await ListAsync(_college, "personnes-en-charge");
        Assert.Equal(Guardians, Legends(charge));
        Assert.Equal(GuardianColumns.Select(column => column == "Représentant légal" ? "Personne en charge" : column), Columns(charge));
        Assert.Single(Names(await ListAsync(_college, "representants-legaux", "?famille=aucun")));
        Assert.Empty(Names(await ListAsync(_college, "representants-legaux", "?famille=tous")));
    }

    [Fact]
    [Trait("Row", "#118")]
    [Trait("Row", "#176")]
    [Trait("Row", "#178")]
    public async Task An_ecole_has_one_list_with_its_own_filters_and_columns()
    {
        var page = await ListAsync(_ecole, "responsables");
        Assert.Equal(["Niveaux", "Classes", "États des comptes", "Adresse mail", "Origine du compte", "À traiter"], Legends(page));
        Assert.Equal(
            ["Élève", "Classe", "Responsable", "Identifiant", "Messagerie", "Origine du compte", "État de compte", "Date de distribution", "Date de dernier accès", "Détail"], Columns(page));
        Assert.Equal(["HUBERT Léo", "MOREL Inès"], Names(page));
        Assert.Equal(["HUBERT Léo"], Names(await ListAsync(_ecole, "responsables", "?mail=connue")));
        Assert.Equal(["MOREL Inès"], Names(await ListAsync(_ecole, "responsables", "?mail=inconnue")));
        Assert.Equal(["HUBERT Léo"], Names(await ListAsync(_ecole, "responsables", "?origine=etablissement")));
        Assert.Equal(["MOREL Inès"], Names(await ListAsync(_ecole, "responsables", "?niveau=CM2")));
        Assert.Equal(["MOREL Inès", "HUBERT Léo"], Names(await ListAsync(_ecole, "responsables", "?tri=origine")));
        foreach (var list in new[] { "eleves", "representants-legaux", "personnes-en-charge", "eleves-exterieurs" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await ListAsync(_ecole, list)).Status);
        }
    }

    [Fact]
    [Trait("Row", "#170")]
    [Trait("Row", "#172")]
    [Trait("Row", "#173")]
    public async Task Pupils_from_elsewhere_have_a_tab_where_there_are_any_and_everything_works_on_them()
    {
        var page = await ListAsync(_college, "eleves-exterieurs");
        Assert.Equal(["Établissement de rattachement", "MEF", "États des comptes", "Adr. mail", "À traiter"], Legends(page));
        Assert.Equal(["Élève", "Établissement de rattachement", "Identifiant", "Adr. mail", "État du compte", "Dernière information", "Dernière connexion", "Détail"], Columns(page));
        Assert.Contains("CLG Henri-Castellan (SAINT-AUBRAC)", page.Document.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Élèves extérieurs", page.Document.QuerySelector("nav.tabs [aria-current]")!.TextContent);
        Assert.DoesNotContain("Élèves extérieurs", (await ListAsync(_home, "eleves")).Document.QuerySelector("nav.tabs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["OSTREL Basile"], Names(await ListAsync(_college, "eleves-exterieurs", "?rattachement=" + _home.Id)));

        var detail = await _agent.GetAsync($"/administration/{_college.Uai}/eleves-exterieurs/{_external.Account!.Id}");
        Assert.Contains("Établissement de rattachement", detail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Responsables de l’élève", detail.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _agent.GetAsync($"/administration/{_college.Uai}/eleves/{_external.Account.Id}")).Status);
        var all = await _agent.SubmitAsync(page, new Dictionary<string, string>(), "main form[method=post]", "all");
        var inform = await _agent.SubmitAsync(all, new Dictionary<string, string>(), "main form[method=post]", "inform");
        Assert.Contains("Êtes-vous sûr de vouloir informer l’élève sélectionné ?", inform.Text, StringComparison.Ordinal);
        Assert.Contains("Information de 1 élève", (await _agent.SubmitAsync(inform, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#132")]
    [Trait("Row", "#181")]
    public async Task Every_mark_leads_to_its_explanation_on_the_page()
    {
        var page = await ListAsync(_college, "representants-legaux");
        var marks = page.Document.QuerySelectorAll("tbody a[href^='#repere']").Select(mark => (Words: mark.TextContent.Trim(), Anchor: mark.GetAttribute("href")![1..])).ToList();
        Assert.Equal(["Compromis", "Lien signalé", "Nouvel identifiant demandé", "En erreur"], marks.Select(mark => mark.Words));
        Assert.All(marks, mark => Assert.True(page.Document.GetElementById(mark.Anchor)!.TextContent.Length > 60));
        Assert.DoesNotContain("Que veulent dire ces repères", (await ListAsync(_college, "eleves")).Text, StringComparison.Ordinal);
        var detail = await _agent.GetAsync(page.Document.QuerySelector("tbody td[data-label='Représentant légal'] a")!.GetAttribute("href")!);
        Assert.All(detail.Document.QuerySelectorAll("main a[href^='#']"), mark => Assert.NotNull(detail.Document.GetElementById(mark.GetAttribute("href")![1..])));
        Assert.NotNull((await _agent.GetAsync("/aide/agents")).Document.GetElementById("actions"));
    }

    [Fact]
    [Trait("Row", "#129")]
    public async Task Filters_in_use_are_marked_removed_one_by_one_and_reset_together()
    {
        var page = await ListAsync(_college, "eleves", "?q=delorme&etat=non-informe&age=15-17&tri=identifiant&ordre=desc");
        Assert.Equal(["État Non activé - non informé", "Âge 15 à 17 ans"], page.Document.QuerySelectorAll(".chosen a").Select(chip => chip.TextContent.Replace("Enlever le filtre", string.Empty, StringComparison.Ordinal).Trim()));
        Assert.Equal(["1 filtre en service", "1 filtre en service"], page.Document.QuerySelectorAll("legend .badge").Select(badge => string.Join(' ', badge.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        var without = await _agent.GetAsync(page.Address.AbsolutePath + page.Document.QuerySelector(".chosen a")!.GetAttribute("href"));
        Assert.Equal("?q=delorme&age=15-17&tri=identifiant&ordre=desc", without.Address.Query);
        var reset = page.Document.QuerySelectorAll(".search a").Single();
        Assert.Equal(("?", "Effacer les filtres"), (reset.GetAttribute("href"), reset.TextContent.Trim()));
    }

    [Fact]
    [Trait("Row", "#123")]
    public async Task A_figure_that_no_filter_offers_stays_with_the_next_search_until_it_is_removed()
    {
        var page = await ListAsync(_college, "representants-legaux", "?connexion=annee");
        Assert.Contains("Connectés depuis le 01-09-2026", page.Document.QuerySelector(".chosen")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(Names(page));
        var again = await _agent.SubmitAsync(page, new Dictionary<string, string> { ["q"] = "delorme" }, "form[role=search]");
        Assert.Equal("?connexion=annee&q=delorme", again.Address.Query);
        Assert.Equal(["DELORME Anaïs"], Names(await _agent.GetAsync(again.Address.AbsolutePath + again.Document.QuerySelector(".chosen a")!.GetAttribute("href"))));
    }

    [Fact]
    [Trait("Row", "#130")]
    public async Task A_selection_lives_across_pages_and_the_whole_result_is_selected_at_once()
    {
        await using (var db = _app.Main())
        {
            var data = new TestData(db);
            for (var i = 0; i < 60; i++)
            {
                data.Pupil(_college, null, "ZZZ", $"Enfant{i:00}");
            }

            await data.SaveAsync();
        }

        var first = await ListAsync(_college, "eleves", "?q=zzz");
        Assert.Equal(50, Names(first).Count);
        var ticked = await _agent.SubmitAsync(first, new Dictionary<string, string> { ["choix"] = first.Document.QuerySelector("input[name=choix]")!.GetAttribute("value")! }, "main form[method=post]", "keep");
        Assert.Contains("1 élève sélectionné sur 60", ticked.Text, StringComparison.Ordinal);
        var second = await ListAsync(_college, "eleves", "?q=zzz&page=2");
        Assert.Equal(10, Names(second).Count);
        Assert.Contains("1 élève sélectionné sur 60", second.Text, StringComparison.Ordinal);
        var all = await _agent.SubmitAsync(second, new Dictionary<string, string>(), "main form[method=post]", "all");
        Assert.Contains("60 élèves sélectionnés sur 60", all.Text, StringComparison.Ordinal);
        Assert.Contains("0 élève sélectionné sur 60", (await _agent.SubmitAsync(all, new Dictionary<string, string>(), "main form[method=post]", "none")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_nobody_offered_change_nothing_and_break_nothing()
    {
        var page = await ListAsync(_college, "representants-legaux", "?etat=x&age=99&famille=%27&mail=&rattachement=" + _home.Id + "&rattachement=y&connexion=no&priorite=1&tri=;drop&ordre=z&page=-4&niveau=" + new string('a', 65));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Document.QuerySelectorAll(".chosen a"));
        Assert.Equal(HttpStatusCode.OK, (await ListAsync(_college, "eleves", "?connexion=annee&connexion=annee&priorite=informer&priorite=informer")).Status);
    }

    private Task<Page> ListAsync(School school, string list, string search = "") => _agent.GetAsync($"/administration/{school.Uai}/{list}{search}");

    private static List<string> Legends(Page page) => [.. page.Document.QuerySelectorAll("form[role=search] legend").Select(legend => legend.TextContent.Trim())];

    private static List<string> States(Page page) => [.. page.Document.QuerySelectorAll("form[role=search] input[name=etat] + label").Select(label => label.TextContent.Trim())];

    private static List<string> Columns(Page page) => [.. page.Document.QuerySelectorAll("thead th").Select(head => head.TextContent.Trim())];

    private static List<string> Names(Page page) => [.. page.Document.QuerySelectorAll("tbody th").Select(name => name.FirstElementChild is { LocalName: "a" } link ? link.TextContent.Trim() : name.TextContent.Trim())];
}
