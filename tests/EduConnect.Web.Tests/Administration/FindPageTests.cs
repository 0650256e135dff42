using System.Net;
using System.Text.Json;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Finding;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Administration;

/// <summary>An assistance team finds people of its département, and of no other, and is led into the school's own pages (rows #10, #238, #239).</summary>
[Trait("Row", "#239")]
public sealed class FindPageTests
{
    private const string Address = "/administration/assistance";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-TN1")]
    [Trait("Rule", "S-TN7")]
    public async Task Somebody_is_found_by_everything_they_may_tell_and_only_in_the_groups(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, settings: "--Roles=sign-in,administration");
        var (college, ecole, other) = await PeopleAsync(app);
        using var team = await AgentBrowser.SignInAsync(app, "team", new NewRight(AgentModule.Administration, Departement: "999", Degree: Degree.Second));
        foreach (var typed in new[] { "delorme anais", "P.DELORME", "123456789AB" })
        {
            Assert.Equal([$"/administration/{college.Uai}/eleves"], await FoundAsync(team, typed));
        }

        foreach (var typed in new[] { "v.martin", "martin viviane", "V.Martin@Example.org", "06 39 98 00 77" })
        {
            Assert.Equal([$"/administration/{college.Uai}/representants-legaux"], await FoundAsync(team, typed));
        }

        var result = await team.GetAsync(Address + "?q=v.martin");
        Assert.Equal(HttpStatusCode.OK, (await team.GetAsync(result.Document.QuerySelector("tbody a")!.GetAttribute("href")!)).Status);
        foreach (var typed in new[] { "ailleurs", "a.ailleurs", "ecolier", "+33639980099", "zzz" })
        {
            Assert.Empty(await FoundAsync(team, typed));
        }

        Assert.Contains("au moins trois lettres", (await team.GetAsync(Address + "?q=de")).Text, StringComparison.Ordinal);
        Assert.Contains("DELORME", (await team.GetAsync(Address + "?q=v.martin")).Text, StringComparison.Ordinal);
        using var both = await AgentBrowser.SignInAsync(
            app, "both", new NewRight(AgentModule.Administration, Departement: "999", Degree: Degree.First), new NewRight(AgentModule.Administration, Departement: "998", Degree: Degree.Second));
        Assert.Equal([$"/administration/{ecole.Uai}/responsables"], await FoundAsync(both, "ecolier"));
        Assert.Equal([$"/administration/{other.Uai}/eleves"], await FoundAsync(both, "ailleurs"));
        Assert.Empty(await FoundAsync(both, "v.martin"));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-AU1")]
    public async Task Each_search_is_an_event_that_says_who_and_by_what_kind_of_key_and_never_the_key(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, settings: "--Roles=sign-in,administration");
        await PeopleAsync(app);
        using var team = await AgentBrowser.SignInAsync(app, "team", new NewRight(AgentModule.Administration, Departement: "999", Degree: Degree.Second));
        foreach (var typed in new[] { "martin viviane", "V.MARTIN", "123456789ab", "v.martin@example.org", "inconnu@example.org", "06 39 98 00 77", "06 39 98 00 99", "personne" })
        {
            Assert.DoesNotContain("trois lettres", (await team.GetAsync($"{Address}?q={Uri.EscapeDataString(typed)}")).Text, StringComparison.Ordinal);
        }

        await team.GetAsync(Address);
        await team.GetAsync(Address + "?q=de");
        await using var main = app.Main();
        var agent = (await main.Set<Agent>().SingleAsync(row => row.Username == "team", TestContext.Current.CancellationToken)).Id;
        await using var db = app.Operational();
        var events = await db.Set<JournalEntry>().Where(entry => entry.Code == FindPeople.Code).OrderBy(entry => entry.At).ThenBy(entry => entry.Id).Select(entry => entry.Detail).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            ["Ine, 1 found", "Mail, 0 found", "Mail, 1 found", "Name, 0 found", "Name, 1 found", "Phone, 0 found", "Phone, 1 found", "Username, 1 found"],
            events.Select(written => Fact(written, "detail")).Order(StringComparer.Ordinal));
        Assert.All(events, written => Assert.Equal(agent.ToString(), Fact(written, "agent")));
        Assert.All(events, written => Assert.DoesNotMatch("(?i)martin|example|98|456789", written.Replace(agent.ToString(), string.Empty, StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Rule", "S-TN4")]
    public async Task A_school_by_name_makes_no_assistance_team()
    {
        await using var app = await TestApp.StartAsync(settings: "--Roles=sign-in,administration");
        var (college, _, _) = await PeopleAsync(app);
        using var head = await AgentBrowser.SignInAsync(app, "head", new NewRight(AgentModule.Administration, Uai: college.Uai) { IsHead = true }, new NewRight(AgentModule.Statistics, Departement: "999"));
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync(Address + "?q=delorme")).Status);
        Assert.DoesNotContain("assistance", (await head.GetAsync("/arena")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_detail_compares_the_account_with_the_sources_of_this_school_only()
    {
        await using var app = await TestApp.StartAsync(settings: "--Roles=sign-in,administration");
        string address;
        await using (var db = app.Main())
        {
            var data = new TestData(db);
            var (college, other) = (data.School(), data.School(academie: "14"));
            var (child, sister) = (data.Pupil(college, data.Class(college)), data.Pupil(other, data.Class(other), "DELORME", "Zoé"));
            var guardian = data.Guardian(child, "MARTIN", "Viviane", "v.martin", "ancienne@example.org", "+33639980077", GuardianKind.LegalGuardian, sister);
            guardian.Records.Single(record => record.Academie == "14").Mail = "secret@example.org";
            (guardian.Account.Mail, guardian.Account.Mobile) = ("nouvelle@example.org", "+33639980077");
            await data.SaveAsync();
            address = $"/administration/{college.Uai}/representants-legaux/{guardian.Account.Id}";
        }

        using var agent = await AgentBrowser.SignInAsync(app, "team", new NewRight(AgentModule.Administration, Departement: "999", Degree: Degree.Second));
        var page = await agent.GetAsync(address);
        var rows = page.Document.QuerySelectorAll("#comparer tbody tr").Select(row => string.Join('|', row.Children.Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Equal("Compte ÉduConnect|MARTIN|MARTIN|Viviane|nouvelle@example.org|06 39 98 00 77", rows[0]);
        Assert.EndsWith("|MARTIN|MARTIN|Viviane|ancienne@example.org différent du compte|06 39 98 00 77", rows[1], StringComparison.Ordinal);
        Assert.DoesNotContain("secret@example.org", page.Body, StringComparison.Ordinal);
    }

    private static string? Fact(string written, string name)
    {
        using var facts = JsonDocument.Parse(written);
        return facts.RootElement.GetProperty(name).GetString();
    }

    private static async Task<List<string>> FoundAsync(PageClient browser, string typed) =>
        [.. (await browser.GetAsync($"{Address}?q={Uri.EscapeDataString(typed)}")).Document.QuerySelectorAll("tbody a").Select(link => link.GetAttribute("href")![..link.GetAttribute("href")!.LastIndexOf('/')])];

    private static async Task<(School College, School Ecole, School Other)> PeopleAsync(TestApp app)
    {
        await using var db = app.Main();
        var data = new TestData(db);
        var (college, ecole, other) = (data.School(), data.School(degree: Degree.First), data.School());
        other.Departement = "998";
        var pupil = data.Pupil(college, data.Class(college), username: "p.delorme", ine: "123456789AB");
        data.Guardian(pupil, "MARTIN", "Viviane", "v.martin", "v.martin@example.org", "+33639980077");
        data.Guardian(data.Pupil(ecole, data.Class(ecole), "ECOLIER", "Tom"), "ECOLIER", "Rose", "r.ecolier");
        var stranger = data.Pupil(other, data.Class(other), "AILLEURS", "Ada", username: "a.ailleurs");
        data.Guardian(stranger, "MARTIN-LOIN", "Jean", "j.martin", "j@example.org", "+33639980099");
        await data.SaveAsync();
        return (college, ecole, other);
    }
}
