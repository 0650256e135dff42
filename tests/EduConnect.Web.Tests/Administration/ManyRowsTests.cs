using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Schools;
using EduConnect.Testing;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>A school of 3,000 pupils, all of them selected, on a real port with the limits of the server: nothing is cut, nothing is refused, and one foreign account refuses all (issue 4, bad input).</summary>
[Trait("Rule", "S-TN4")]
public sealed class ManyRowsTests
{
    private const int Many = 3_000;

    private static readonly string[] Lists = ["/administration/{0}/eleves", "/administration/{0}/representants-legaux", "/depannage/{0}/eleves"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#131")]
    [Trait("Row", "#148")]
    public async Task They_are_selected_by_one_form_or_by_the_button_and_listed(Engine engine)
    {
        await using var world = await World.StartAsync(engine);
        foreach (var list in Lists.Select(list => string.Format(null, list, world.School.Uai)))
        {
            var accounts = list.Contains("representants", StringComparison.Ordinal) ? world.Guardians : world.Pupils;
            var page = await world.Agent.GetAsync(list);
            var mixed = await world.PostAsync(page, [.. accounts.Skip(1), world.Stranger]);
            Assert.Equal((list, HttpStatusCode.NotFound), (list, mixed.Status));
            Assert.Equal(0, Selected(await world.Agent.GetAsync(list)));

            var ticked = await world.PostAsync(page, accounts);
            Assert.Equal((list, Many), (list, Selected(ticked)));
            Assert.Equal(Many + 1, await LinesAsync(world.Agent, ticked));
            Assert.Equal(Many - 1, Selected(await world.PostAsync(ticked, accounts.Take(1), ticked: false)));

            var all = await world.Agent.SubmitAsync(await world.Agent.GetAsync(list), new Dictionary<string, string>(), "main form[method=post]", "all");
            Assert.Equal((list, Many), (list, Selected(all)));
            Assert.Equal(Many + 1, await LinesAsync(world.Agent, all));
            Assert.Equal(0, Selected(await world.Agent.SubmitAsync(all, new Dictionary<string, string>(), "main form[method=post]", "none")));
        }
    }

    [Fact]
    [Trait("Row", "#137")]
    [Trait("Row", "#154")]
    [Trait("Row", "#184")]
    public async Task They_are_informed_and_reset_together()
    {
        await using var world = await World.StartAsync(Engine.PostgreSql);
        var (pupils, guardians) = (string.Format(null, Lists[0], world.School.Uai), string.Format(null, Lists[1], world.School.Uai));
        var informed = await OrderAsync(world, pupils, world.Pupils, "inform", []);
        Assert.Contains("Les feuilles individuelles ont été créées avec succès pour les 3 000 élèves sélectionnés.", Plain(informed), StringComparison.Ordinal);
        var mailed = await OrderAsync(world, guardians, world.Guardians, "inform", new() { ["Way"] = "Mail" });
        Assert.Contains("Les mails ont été envoyés pour les 3 000 responsables sélectionnés.", Plain(mailed), StringComparison.Ordinal);
        var reset = await OrderAsync(world, string.Format(null, Lists[2], world.School.Uai), world.Pupils, "reset", new() { ["Count"] = "3 000" });
        Assert.Contains("Les mots de passe ont été réinitialisés avec succès pour les 3 000 élèves sélectionnés.", Plain(reset), StringComparison.Ordinal);
        await using var db = world.App.Main();
        Assert.Equal(2 * Many, await db.Set<Account>().CountAsync(account => account.State == AccountState.Informed, Cancellation));
        Assert.Equal(Many, await db.Set<OutboxMessage>().Select(message => message.Recipient).CountAsync(Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-HD3")]
    public async Task More_than_any_school_has_is_refused_with_a_page_and_selects_nobody()
    {
        await using var world = await World.StartAsync(Engine.Sqlite, pupils: 2);
        var list = string.Format(null, Lists[0], world.School.Uai);
        var page = await world.Agent.GetAsync(list);
        foreach (var count in new[] { 7_000, 40_000 })
        {
            var answer = await world.PostAsync(page, Enumerable.Range(0, count).Select(_ => Guid.NewGuid()));
            Assert.Contains(answer.Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge });
            Assert.Equal(0, Selected(await world.Agent.GetAsync(list)));
        }
    }

    // Selects by hand, presses a button of the bar, confirms, and lets the worker do it.
    private static async Task<string> OrderAsync(World world, string list, IReadOnlyList<Guid> accounts, string button, Dictionary<string, string> answers)
    {
        var confirm = await world.PostAsync(await world.Agent.GetAsync(list), accounts, go: button);
        Assert.EndsWith(button == "inform" ? "/informer" : "/reinitialiser", confirm.Address.AbsolutePath, StringComparison.Ordinal);
        var ordered = await world.Agent.SubmitAsync(confirm, answers);
        while (await world.App.WithAsync(services => services.GetRequiredService<OperationRunner>().RunNextAsync(Cancellation)) is not null)
        {
        }

        return (await world.Agent.GetAsync(ordered.Address.PathAndQuery)).Text;
    }

    private static async Task<int> LinesAsync(PageClient agent, Page selected)
    {
        var format = await agent.SubmitAsync(selected, new Dictionary<string, string>(), "main form[method=post]", "list");
        var ready = await agent.SubmitAsync(format, new Dictionary<string, string> { ["Format"] = "csv" });
        var file = await agent.GetAsync(ready.Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")!).Single(href => href.Contains("/fichier", StringComparison.Ordinal)));
        return CsvFile.Parse(file.Body).Count;
    }

    private static int Selected(Page page)
    {
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var sentence = System.Text.RegularExpressions.Regex.Match(Plain(page.Text), "([0-9 ]+) (élève|représentant légal|représentants légaux)s? sélectionnés? sur");
        return int.Parse(string.Concat(sentence.Groups[1].Value.Where(char.IsAsciiDigit)), null);
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');

    private sealed class World(TestApp app, School school, Guid stranger) : IAsyncDisposable
    {
        public TestApp App { get; } = app;

        public School School { get; } = school;

        public Guid Stranger { get; } = stranger;

        public List<Guid> Pupils { get; } = [];

        public List<Guid> Guardians { get; } = [];

        public PageClient Agent { get; private set; } = null!;

        public static async Task<World> StartAsync(Engine engine, int pupils = Many)
        {
            var app = await TestApp.StartAsync(engine, onPort: true, settings: "--Roles=sign-in,administration");
            await using var db = app.Main();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            var data = new TestData(db);
            var (school, other) = (data.School(), data.School());
            var classes = Enumerable.Range(0, 100).Select(i => data.Class(school, $"C{i:00}")).ToList();
            var world = new World(app, school, data.Pupil(other).Account!.Id);
            for (var i = 0; i < pupils; i++)
            {
                var pupil = data.Pupil(school, classes[i % 100], $"NOM{i:0000}", "Anaïs");
                world.Pupils.Add(pupil.Account!.Id);
                world.Guardians.Add(data.Guardian(pupil, $"PARENT{i:0000}", mail: $"p{i:0000}@example.org", mobile: null).Account.Id);
            }

            await data.SaveAsync();
            world.Agent = await AgentBrowser.SignInAsync(app, "s.carpentier", new NewRight(AgentModule.Administration, Uai: school.Uai), new NewRight(AgentModule.PupilSupport, Uai: school.Uai));
            return world;
        }

        /// <summary>Posts boxes as if one page had shown them all.</summary>
        public Task<Page> PostAsync(Page page, IEnumerable<Guid> accounts, bool ticked = true, string? go = null)
        {
            var fields = page.Document.QuerySelectorAll("main form[method=post] input[type=hidden]").Where(field => field.GetAttribute("name") != "vu")
                .Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? string.Empty)).ToList();
            foreach (var account in accounts)
            {
                fields.Add(new("vu", account.ToString()));
                if (ticked)
                {
                    fields.Add(new("choix", account.ToString()));
                }
            }

            if (go is not null)
            {
                fields.Add(new("go", go));
            }

            return Agent.PostAsync(page.Address.PathAndQuery, fields);
        }

        public ValueTask DisposeAsync()
        {
            Agent.Dispose();
            return App.DisposeAsync();
        }
    }
}
