using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Delegations;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Administration;

/// <summary>The journal of a school: its events and nobody else's, in French, for its head (domain §11, §12).</summary>
[Trait("Rule", "S-AU1")]
[Trait("Rule", "S-TN1")]
public sealed class JournalPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_head_reads_the_events_of_the_school_in_French_the_latest_first(Engine engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        using var head = await desk.HeadAsync();
        var page = await head.GetAsync(desk.Address);
        Assert.Equal(
            [
                ("19-11-2026 09:05", "M. Lefort", "Mot de passe provisoire affiché", "DELORME Anaïs p.eleve-a", ""),
                ("18-11-2026 09:05", "M. Lefort", "Liste de comptes téléchargée", "", "12 lignes, 1 mot de passe en clair"),
                ("17-11-2026 09:05", "Titulaire du compte", "Lien signalé en erreur", "MARTIN Paul r.parent-b", ""),
                ("16-11-2026 09:05", "S. Carpentier", "Délégation donnée", "", "M. Lefort, Dépannage des comptes élèves, jusqu’au 30-11-2026"),
            ],
            Lines(page));
        Assert.DoesNotContain("AUTRE", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Filters_narrow_each_other(Engine engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        using var head = await desk.HeadAsync();
        Assert.Equal(2, await CountAsync("?agent=" + desk.Teacher));
        Assert.Equal(1, await CountAsync($"?agent={desk.Teacher}&action=agent.list-made"));
        Assert.Equal(2, await CountAsync("?action=agent.list-made&action=tie.reported"));
        Assert.Equal(1, await CountAsync("?q=anais+delor"));
        Assert.Equal(1, await CountAsync("?q=R.PARENT-B"));
        Assert.Equal(0, await CountAsync("?q=autre"));
        Assert.Equal(2, await CountAsync("?From=2026-11-17&To=18/11/2026"));
        Assert.Equal(4, await CountAsync("?agent=nobody&action=nothing&page=99"));
        foreach (var (address, sentence) in new[] { ("?From=demain", "Saisissez une date"), ("?From=2026-11-18&To=2026-11-17", "Le dernier jour est avant le premier.") })
        {
            var wrong = await head.GetAsync(desk.Address + address);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
            Assert.Contains(sentence, wrong.Text, StringComparison.Ordinal);
        }

        async Task<int> CountAsync(string search) => Lines(await head.GetAsync(desk.Address + search)).Count;
    }

    [Fact]
    [Trait("Rule", "S-CS1")]
    public async Task The_file_holds_the_same_lines_no_formula_and_is_an_event_itself()
    {
        await using var desk = await Desk.StartAsync(teacher: "=cmd()");
        using var head = await desk.HeadAsync();
        var file = await head.GetAsync(desk.Address + "/fichier?action=agent.password-shown");
        Assert.Equal(("text/csv", "no-store"), (file.Response.Content.Headers.ContentType!.MediaType, file.Response.Headers.CacheControl!.ToString()));
        Assert.Equal(
            "\uFEFFDate;Heure;Agent;Action;Personne concernée;Identifiant;Précision\r\n19/11/2026;09:05:00;'=cmd();Mot de passe provisoire affiché;DELORME Anaïs;p.eleve-a;\r\n",
            System.Text.Encoding.UTF8.GetString(await file.Response.Content.ReadAsByteArrayAsync(Cancellation)));
        await using var db = desk.App.Operational();
        Assert.Contains("1 rows", (await db.Set<JournalEntry>().SingleAsync(entry => entry.Code == "agent.journal-exported", Cancellation)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-TN4")]
    public async Task Nobody_else_has_it_but_the_director_of_an_ecole()
    {
        await using var desk = await Desk.StartAsync();
        using var plain = await AgentBrowser.SignInAsync(desk.App, "plain", new NewRight(AgentModule.Administration, Uai: desk.School.Uai));
        using var group = await AgentBrowser.SignInAsync(desk.App, "group", new NewRight(AgentModule.Administration, Departement: "999"));
        foreach (var browser in new[] { plain, group })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(desk.Address)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(desk.Address + "/fichier")).Status);
            Assert.DoesNotContain("Journal", (await browser.GetAsync("/administration/" + desk.School.Uai)).Text, StringComparison.Ordinal);
        }

        await using var ecole = await Desk.StartAsync(degree: Degree.First);
        using var director = await AgentBrowser.SignInAsync(ecole.App, "directrice", new NewRight(AgentModule.Administration, Uai: ecole.School.Uai));
        Assert.Equal(HttpStatusCode.OK, (await director.GetAsync(ecole.Address)).Status);
        using var team = await AgentBrowser.SignInAsync(ecole.App, "team", new NewRight(AgentModule.Administration, Departement: "999"));
        Assert.Equal(HttpStatusCode.NotFound, (await team.GetAsync(ecole.Address)).Status);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-TN2")]
    public async Task What_another_school_did_to_a_guardian_of_both_names_that_school_on_the_page_and_in_the_file(Engine engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await using (var db = desk.App.Main())
        {
            var data = new TestData(db);
            var here = await db.Set<School>().SingleAsync(school => school.Id == desk.School.Id, Cancellation);
            var elsewhere = data.School("9990777Z", "Henri-Castellan", academie: "14");
            var guardian = data.Guardian(data.Pupil(here), "DURAND", "Luc", "l.durand", others: data.Pupil(elsewhere, data.Class(elsewhere, "3E SECRETE"), "CACHE"));
            await data.SaveAsync();
            db.Add(new Actor(ActorKind.Agent, desk.Teacher.ToString()).Event("account.password-reset", new DateTime(2026, 11, 20, 8, 5, 0, DateTimeKind.Utc), guardian.Account.Id, elsewhere.Id, "Activated to Activated"));
            await db.SaveChangesAsync(Cancellation);
        }

        using var head = await desk.HeadAsync();
        var page = await head.GetAsync(desk.Address + "?action=account.password-reset");
        Assert.Equal([("20-11-2026 09:05", "Autre établissement : CLG Henri-Castellan (SAINT-AUBRAC), 9990777Z", "Mot de passe réinitialisé", "DURAND Luc l.durand", "")], Lines(page));
        Assert.DoesNotContain("SECRETE", page.Text, StringComparison.Ordinal);
        var file = await head.GetAsync(desk.Address + "/fichier?action=account.password-reset");
        Assert.EndsWith(
            "\r\n20/11/2026;09:05:00;\"Autre établissement : CLG Henri-Castellan (SAINT-AUBRAC), 9990777Z\";Mot de passe réinitialisé;DURAND Luc;l.durand;\r\n",
            System.Text.Encoding.UTF8.GetString(await file.Response.Content.ReadAsByteArrayAsync(Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_journal_has_pages()
    {
        await using var desk = await Desk.StartAsync();
        await using (var db = desk.App.Main())
        {
            db.AddRange(Enumerable.Range(0, 60).Select(_ => new AuditEvent { Code = "inform.ordered", At = new DateTime(2026, 11, 1, 8, 0, 0, DateTimeKind.Utc), SchoolId = desk.School.Id, ActorKind = ActorKind.Agent, ActorId = desk.Teacher.ToString() }));
            await db.SaveChangesAsync(Cancellation);
        }

        using var head = await desk.HeadAsync();
        Assert.Equal(50, Lines(await head.GetAsync(desk.Address)).Count);
        Assert.Equal(10, Lines(await head.GetAsync(desk.Address + "?page=2&action=inform.ordered")).Count);
    }

    private static List<(string, string, string, string, string)> Lines(Page page) =>
        [.. page.Document.QuerySelectorAll("tbody tr").Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToArray()).Select(cells => (cells[0], cells[1], cells[2], cells[3], cells[4]))];

    private sealed class Desk(TestApp app, School school, Guid teacher) : IAsyncDisposable
    {
        private Guid _head;

        public TestApp App { get; } = app;

        public School School { get; } = school;

        public Guid Teacher { get; } = teacher;

        public string Address => $"/administration/{School.Uai}/journal";

        public static async Task<Desk> StartAsync(Engine engine = Engine.Sqlite, Degree degree = Degree.Second, string teacher = "M. Lefort")
        {
            var app = await TestApp.StartAsync(engine, clock: new TestClock(), settings: "--Roles=sign-in,administration");
            await using var db = app.Main();
            var data = new TestData(db);
            var (school, other) = (data.School(degree: degree), data.School());
            var pupil = data.Pupil(school, data.Class(school), username: "p.eleve-a");
            var guardian = data.Guardian(pupil, "MARTIN", "Paul", "r.parent-b");
            var stranger = data.Pupil(other, data.Class(other), "AUTRE", username: "a.autre");
            var agent = new Agent { Id = Guid.CreateVersion7(), Username = "m.lefort", DisplayName = teacher, PasswordHash = "none", TotpSeed = [] };
            db.Add(agent);
            db.AddRange(
                Event("agent.password-shown", 19, school, agent.Id, pupil.Account?.Id),
                Event("agent.list-made", 18, school, agent.Id, null, "Pupils, CSV, 12 rows, 1 passwords"),
                Event("tie.reported", 17, school, null, guardian.Account.Id, "pupil " + pupil.Pupil.Id),
                Event("agent.password-shown", 18, other, agent.Id, stranger.Account!.Id));
            await data.SaveAsync();
            return new Desk(app, school, agent.Id);
        }

        /// <summary>Signs in as the head, who delegated on the 16th.</summary>
        public async Task<PageClient> HeadAsync()
        {
            var browser = await AgentBrowser.SignInAsync(App, "head", new NewRight(AgentModule.Administration, Uai: School.Uai) { IsHead = true });
            await using var db = App.Main();
            _head = (await db.Set<Agent>().SingleAsync(agent => agent.Username == "head", Cancellation)).Id;
            db.Add(Event("delegation.granted", 16, School, _head, null, DelegationDetail.Write(Teacher, AgentModule.PupilSupport, new DateTime(2026, 11, 30, 23, 0, 0, DateTimeKind.Utc))));
            await db.SaveChangesAsync(Cancellation);
            return browser;
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();

        private static AuditEvent Event(string code, int day, School school, Guid? agent, Guid? account, string detail = "") => new()
        {
            Code = code,
            At = new DateTime(2026, 11, day, 8, 5, 0, DateTimeKind.Utc),
            ActorKind = agent is null ? ActorKind.AccountHolder : ActorKind.Agent,
            ActorId = (agent ?? account)?.ToString() ?? string.Empty,
            SchoolId = school.Id,
            AccountId = account,
            Detail = detail,
        };
    }
}
