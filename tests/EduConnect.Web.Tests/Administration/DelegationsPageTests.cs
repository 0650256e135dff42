using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Delegations;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>The head delegates Administration des comptes and Dépannage to agents of the school, and takes them back (rows #7 to #9, domain 12.2).</summary>
public sealed class DelegationsPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#9")]
    [Trait("Rule", "S-SE5")]
    public async Task A_delegation_opens_a_module_at_once_and_withdrawal_closes_it_at_the_next_request(Engine engine)
    {
        await using var house = await House.StartAsync(engine);
        using var head = await house.HeadAsync();
        using var teacher = await house.AgentAsync("m.lefort", house.School.Uai);
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.GetAsync("/depannage/" + house.School.Uai)).Status);
        var given = await GiveAsync(head, house, "PupilSupport", string.Empty);
        Assert.Contains("La délégation est donnée.", given.Text, StringComparison.Ordinal);
        Assert.Contains("Sans date de fin", given.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await teacher.GetAsync("/depannage/" + house.School.Uai)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.GetAsync("/administration/" + house.School.Uai)).Status);
        var withdrawn = await PressAsync(head, given);
        Assert.Contains("La délégation est retirée.", withdrawn.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.GetAsync("/depannage/" + house.School.Uai)).Status);
        Assert.Contains("La délégation est retirée.", (await PressAsync(head, given)).Text, StringComparison.Ordinal);
        await using var db = house.App.Main();
        var audits = await db.Set<AuditEvent>().Where(audit => audit.SchoolId == house.School.Id).OrderBy(audit => audit.Id).ToListAsync(Cancellation);
        Assert.Equal([GrantDelegation.Code, WithdrawDelegation.Code], audits.Select(audit => audit.Code));
        Assert.All(audits, audit => Assert.Equal(new DelegationDetail(house.Worker, AgentModule.PupilSupport), DelegationDetail.Read(audit.Detail)));
    }

    [Fact]
    [Trait("Row", "#8")]
    public async Task A_delegation_ends_with_its_last_day_in_Paris_and_a_new_one_takes_its_place()
    {
        await using var house = await House.StartAsync();
        using var head = await house.HeadAsync();
        using var secretary = await house.AgentAsync("a.secretaire", house.School.Uai);
        var today = ParisTime.From(house.Clock.UtcNow).Date;
        await GiveAsync(head, house, "Administration", today.AddDays(3).ToString("yyyy-MM-dd", null));
        await GiveAsync(head, house, "Administration", today.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        var page = await head.GetAsync(house.Page);
        Assert.Single(page.Document.QuerySelectorAll("tbody tr"));
        Assert.Contains(today.ToString("dd-MM-yyyy", null), page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await secretary.GetAsync("/administration/" + house.School.Uai)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await secretary.GetAsync(house.Page)).Status);
        await using var db = house.App.Main();
        var last = await db.Set<AgentRight>().Where(right => right.GrantedById != null).MaxAsync(right => right.EndsAt, Cancellation);
        Assert.Equal(today.AddDays(1), ParisTime.From(last!.Value));
    }

    [Theory]
    [InlineData("", "PupilSupport", "", "Choisissez l’agent")]
    [InlineData("m.lefort", "", "", "Choisissez le module.")]
    [InlineData("m.lefort", "Operations", "", "Choisissez le module.")]
    [InlineData("m.lefort", "PupilSupport", "2020-01-01", "Ce dernier jour est passé.")]
    [InlineData("m.lefort", "PupilSupport", "demain", "Saisissez une date")]
    public async Task What_is_missing_or_impossible_gets_a_sentence_and_gives_nothing(string agent, string module, string end, string sentence)
    {
        await using var house = await House.StartAsync();
        using var head = await house.HeadAsync();
        var id = agent.Length > 0 ? (await house.AddAsync(agent, house.School.Uai)).ToString() : string.Empty;
        if (agent.Length == 0)
        {
            await house.AddAsync("somebody", house.School.Uai);
        }

        var answer = await PostAsync(head, house, id, module, end);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(sentence, answer.Text, StringComparison.Ordinal);
        await using var db = house.App.Main();
        Assert.False(await db.Set<AgentRight>().AnyAsync(right => right.GrantedById != null, Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-TN4")]
    public async Task Agents_and_rights_of_elsewhere_are_not_found()
    {
        await using var house = await House.StartAsync();
        using var head = await house.HeadAsync();
        var stranger = await house.AddAsync("stranger", "9999999X");
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(head, house, stranger.ToString(), "PupilSupport", string.Empty)).Status);
        await using var db = house.App.Main();
        var own = await db.Set<Agent>().SingleAsync(agent => agent.Username == "head", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(head, house, own.Id.ToString(), "PupilSupport", string.Empty)).Status);
        var right = await db.Set<AgentRight>().FirstAsync(one => one.AgentId == own.Id, Cancellation);
        var token = await TokenAsync(head, house);
        Assert.Equal(HttpStatusCode.NotFound, (await head.PostAsync(house.Page, [new("__RequestVerificationToken", token), new("retirer", right.Id.ToString())])).Status);
        using var delegated = await AgentBrowser.SignInAsync(house.App, "plain", new NewRight(AgentModule.Administration, Uai: house.School.Uai));
        Assert.Equal(HttpStatusCode.NotFound, (await delegated.GetAsync(house.Page)).Status);
        Assert.DoesNotContain("Délégations", (await delegated.GetAsync("/administration/" + house.School.Uai)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#6")]
    [Trait("Row", "#13")]
    public async Task An_IEN_lets_the_director_of_a_school_of_the_circonscription_in_and_out_again()
    {
        await using var house = await House.StartAsync(degree: Degree.First);
        using var inspector = await AgentBrowser.SignInAsync(house.App, "ien", new NewRight(AgentModule.Delegations, Departement: "999", Degree: Degree.First) { Circonscription = "C1" });
        using var director = await house.AgentAsync("directrice", house.School.Uai);
        var chosen = await inspector.GetAsync("/delegations");
        Assert.Equal($"/delegations/{house.School.Uai}", chosen.Address.AbsolutePath);
        Assert.DoesNotContain("Dépannage", chosen.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await inspector.GetAsync("/administration/" + house.School.Uai)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await inspector.GetAsync("/delegations/" + house.Neighbour.Uai)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(inspector, chosen, house.Worker, "PupilSupport")).Status);
        var given = await PostAsync(inspector, chosen, house.Worker, "Administration");
        Assert.Contains("La délégation est donnée.", given.Text, StringComparison.Ordinal);
        var home = await director.GetAsync("/administration/" + house.School.Uai);
        Assert.Equal(HttpStatusCode.OK, home.Status);
        Assert.DoesNotContain("Délégations", home.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await director.GetAsync(house.Page)).Status);
        await PressAsync(inspector, given);
        Assert.Equal(HttpStatusCode.NotFound, (await director.GetAsync("/administration/" + house.School.Uai)).Status);
    }

    [Fact]
    [Trait("Row", "#9")]
    public async Task A_module_given_twice_at_once_is_taken_back_whole_and_what_an_operator_gave_stays()
    {
        await using var house = await House.StartAsync();
        using var head = await house.HeadAsync();
        using var teacher = await house.AgentAsync("m.lefort", house.School.Uai);
        var given = await GiveAsync(head, house, "PupilSupport", string.Empty);
        await using (var db = house.App.Main())
        {
            AgentRight Right(AgentModule module, Guid? by) => new() { Id = Guid.CreateVersion7(), AgentId = house.Worker, Module = module, Uai = house.School.Uai, GrantedAt = house.Clock.UtcNow, GrantedById = by };
            db.AddRange(Right(AgentModule.PupilSupport, Guid.CreateVersion7()), Right(AgentModule.Administration, null));
            await db.SaveChangesAsync(Cancellation);
        }

        await PressAsync(head, given);
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.GetAsync("/depannage/" + house.School.Uai)).Status);
        Assert.Equal(HttpStatusCode.OK, (await teacher.GetAsync("/administration/" + house.School.Uai)).Status);
        Assert.Contains("Aucune délégation n’est en cours.", (await head.GetAsync(house.Page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#249")]
    public async Task During_maintenance_nothing_is_delegated()
    {
        await using var house = await House.StartAsync();
        using var head = await house.HeadAsync();
        var agent = await house.AddAsync("m.lefort", house.School.Uai);
        var token = await TokenAsync(head, house);
        house.App.Services.GetRequiredService<ReadOnlyMode>().Plan(house.Clock.UtcNow.AddMinutes(-1), house.Clock.UtcNow.AddHours(1));
        var refused = await head.PostAsync(house.Page, [new("__RequestVerificationToken", token), new("AgentId", agent.ToString()), new("Module", "PupilSupport")]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Contains("disabled", (await head.GetAsync(house.Page)).Body, StringComparison.Ordinal);
    }

    private static async Task<Page> GiveAsync(PageClient head, House house, string module, string end)
    {
        var page = await head.GetAsync(house.Page);
        var agent = page.Document.QuerySelectorAll("select option")[^1].GetAttribute("value")!;
        return await PostAsync(head, house, agent, module, end);
    }

    private static async Task<Page> PostAsync(PageClient head, House house, string agent, string module, string end) => await head.PostAsync(
        house.Page, [new("__RequestVerificationToken", await TokenAsync(head, house)), new("AgentId", agent), new("Module", module), new("End", end)]);

    private static async Task<Page> PostAsync(PageClient browser, Page page, Guid agent, string module) => await browser.PostAsync(page.Address.AbsolutePath, [
        new("__RequestVerificationToken", page.Document.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!), new("AgentId", agent.ToString()), new("Module", module)]);

    private static async Task<Page> PressAsync(PageClient head, Page page) => await head.PostAsync(page.Address.AbsolutePath, [
        new("__RequestVerificationToken", page.Document.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
        new("retirer", page.Document.QuerySelector("button[name=retirer]")!.GetAttribute("value")!)]);

    private static async Task<string> TokenAsync(PageClient head, House house) =>
        (await head.GetAsync(house.Page)).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private sealed class House(TestApp app, TestClock clock, School school, School neighbour) : IAsyncDisposable
    {
        public TestApp App { get; } = app;

        public TestClock Clock { get; } = clock;

        public School School { get; } = school;

        /// <summary>A school of the same département in another circonscription.</summary>
        public School Neighbour { get; } = neighbour;

        /// <summary>The last agent added.</summary>
        public Guid Worker { get; private set; }

        public string Page => $"/administration/{School.Uai}/delegations";

        public static async Task<House> StartAsync(Engine engine = Engine.Sqlite, Degree degree = Degree.Second)
        {
            var clock = new TestClock();
            var app = await TestApp.StartAsync(engine, clock: clock);
            await using var db = app.Main();
            var data = new TestData(db);
            var (school, neighbour) = (data.School(degree: degree), data.School(degree: degree));
            (school.Circonscription, neighbour.Circonscription) = ("C1", "C2");
            await data.SaveAsync();
            return new House(app, clock, school, neighbour);
        }

        public Task<PageClient> HeadAsync() => AgentBrowser.SignInAsync(
            App, "head", new NewRight(AgentModule.Administration, Uai: School.Uai) { IsHead = true }, new NewRight(AgentModule.PupilSupport, Uai: School.Uai));

        public async Task<Guid> AddAsync(string username, string uai) =>
            Worker = (await App.Services.GetRequiredService<AddAgent>().RunAsync(username, username.ToUpperInvariant(), AgentBrowser.Password, [], Cancellation, uai)).Id;

        public async Task<PageClient> AgentAsync(string username, string uai)
        {
            var id = await AddAsync(username, uai);
            var browser = AgentBrowser.Html(App);
            await browser.SubmitAsync(await browser.GetAsync("/agents/connexion"), AgentBrowser.Fields(username, AgentBrowser.Password, await AgentBrowser.CodeAsync(App, id)));
            return browser;
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
