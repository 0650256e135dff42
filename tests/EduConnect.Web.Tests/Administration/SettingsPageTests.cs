using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Addresses;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>Paramètres: an address is entered, verified, then switched on, and switched off before it is changed (rows #211 to #213).</summary>
[Trait("Row", "#211")]
public sealed class SettingsPageTests
{
    private const string Ent = "https://ent.example.org/lycee";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#212")]
    [Trait("Row", "#213")]
    public async Task An_address_is_entered_verified_switched_on_off_and_taken_away_under_audit(Engine engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var page = await desk.SendAsync("Pupils", "ent.example.org/lycee", isOn: false);
        Assert.Contains("L’adresse est enregistrée.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Cette adresse n’est pas encore vérifiée.", page.Text, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://ent.example.org;", page.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var early = await desk.SendAsync("Pupils", Ent, isOn: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.Status);
        Assert.Contains("Avant de l’activer, ouvrez-la", early.Text, StringComparison.Ordinal);
        Assert.False((await desk.OneAsync())!.IsOn);
        Assert.Equal(Ent, await desk.VerifyAsync("Pupils", Ent));
        Assert.Contains("L’adresse est enregistrée.", (await desk.SendAsync("Pupils", Ent, isOn: true)).Text, StringComparison.Ordinal);
        Assert.Contains(Ent, (await desk.Agent.GetAsync("/administration/" + desk.School.Uai)).Text, StringComparison.Ordinal);
        var other = await desk.SendAsync("Pupils", "https://autre.example.org", isOn: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains("Désactivez-la, enregistrez, puis modifiez-la.", other.Text, StringComparison.Ordinal);
        Assert.Equal((Ent, true), (await desk.OneAsync()) is { } one ? (one.Address, one.IsOn) : default);
        await desk.SendAsync("Pupils", "https://autre.example.org", isOn: false);
        Assert.Equal(("https://autre.example.org", false, (DateTime?)null), (await desk.OneAsync()) is { } next ? (next.Address, next.IsOn, next.VerifiedAt) : default);
        await desk.SendAsync("Pupils", "", isOn: false);
        Assert.Null(await desk.OneAsync());
        await using var db = desk.App.Main();
        Assert.Equal(
            ["school.address-set", "school.address-verified", "school.address-switched-on", "school.address-switched-off", "school.address-set", "school.address-removed"],
            await db.Set<AuditEvent>().Where(audit => audit.SchoolId == desk.School.Id).OrderBy(audit => audit.Id).Select(audit => audit.Code).ToListAsync(Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-LG1")]
    public async Task Whoever_signed_in_long_ago_signs_in_again_before_an_address_changes()
    {
        await using var desk = await Desk.StartAsync();
        Assert.DoesNotContain("Confirmez que c’est vous", (await desk.Agent.GetAsync(desk.Address)).Text, StringComparison.Ordinal);
        await desk.SendAsync("Pupils", Ent, isOn: false);
        desk.Clock.Advance(AgentSessions.Fresh + TimeSpan.FromSeconds(1));
        var page = await desk.Agent.GetAsync(desk.Address);
        Assert.Contains("Confirmez que c’est vous", page.Text, StringComparison.Ordinal);
        Assert.Equal("/agents/connexion?retour=" + Uri.EscapeDataString(desk.Address), page.Document.QuerySelectorAll("main a").Single(link => link.TextContent.Trim() == "Me connecter à nouveau").GetAttribute("href"));
        var refused = await desk.SendAsync("Pupils", "https://faux.example.org", isOn: false);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Rien n’est enregistré.", refused.Text, StringComparison.Ordinal);
        Assert.Equal("https://faux.example.org", refused.Document.QuerySelector("[name='Pupils.Text']")!.GetAttribute("value"));
        Assert.Equal(Ent, (await desk.OneAsync())!.Address);

        // Looking at the address that stands there changes no letter.
        Assert.Equal(Ent, await desk.VerifyAsync("Pupils", Ent));
        using var again = await AgentBrowser.SignInAsync(desk.App, "other", new NewRight(AgentModule.Administration, Uai: desk.School.Uai));
        var fresh = await again.GetAsync(desk.Address);
        Assert.DoesNotContain("Confirmez que c’est vous", fresh.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user@ent.example.org")]
    [InlineData("https://10.0.0.1")]
    public async Task An_address_that_families_cannot_open_is_refused_and_stays_in_its_field(string typed)
    {
        await using var desk = await Desk.StartAsync();
        var page = await desk.SendAsync("LegalGuardians", typed, isOn: false);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("que les familles peuvent ouvrir", page.Text, StringComparison.Ordinal);
        Assert.Equal(typed, page.Document.QuerySelector("input[name='LegalGuardians.Text']")!.GetAttribute("value"));
        Assert.Null(await desk.OneAsync());
    }

    [Fact]
    public async Task What_is_not_kept_cannot_be_verified_and_unknown_people_have_no_address()
    {
        await using var desk = await Desk.StartAsync();
        await desk.SendAsync("PersonsInCharge", Ent, isOn: false);
        var page = await desk.PostAsync("PersonsInCharge", "https://pirate.example", isOn: false, "verify");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Enregistrez d’abord cette adresse", page.Text, StringComparison.Ordinal);
        Assert.Null((await desk.OneAsync())!.VerifiedAt);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.PostAsync("99", Ent, isOn: false, "save")).Status);
    }

    [Fact]
    [Trait("Row", "#249")]
    public async Task During_maintenance_it_is_read_and_not_changed()
    {
        await using var desk = await Desk.StartAsync();
        desk.App.Services.GetRequiredService<ReadOnlyMode>().Plan(desk.Clock.UtcNow.AddMinutes(-1), desk.Clock.UtcNow.AddHours(1));
        Assert.Contains("disabled", (await desk.Agent.GetAsync(desk.Address)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await desk.SendAsync("Pupils", Ent, isOn: false)).Status);
    }

    private sealed class Desk(TestApp app, TestClock clock, School school, PageClient agent) : IAsyncDisposable
    {
        public TestApp App { get; } = app;

        public TestClock Clock { get; } = clock;

        public School School { get; } = school;

        public PageClient Agent { get; } = agent;

        public string Address => $"/administration/{School.Uai}/parametres";

        public static async Task<Desk> StartAsync(Engine engine = Engine.Sqlite)
        {
            var clock = new TestClock();
            var app = await TestApp.StartAsync(engine, clock: clock);
            await using var db = app.Main();
            var data = new TestData(db);
            var school = data.School();
            await data.SaveAsync();
            return new Desk(app, clock, school, await AgentBrowser.SignInAsync(app, "own", new NewRight(AgentModule.Administration, Uai: school.Uai)));
        }

        public Task<Page> SendAsync(string people, string text, bool isOn) => PostAsync(people, text, isOn, "save");

        public async Task<Page> PostAsync(string people, string text, bool isOn, string go) => await Agent.PostAsync(Address, await FieldsAsync(people, text, isOn, go));

        /// <summary>Presses the button that opens the address, and says where it leads.</summary>
        public async Task<string?> VerifyAsync(string people, string text)
        {
            Agent.FollowRedirects = false;
            var answer = await Agent.PostAsync(Address, await FieldsAsync(people, text, false, "verify"));
            Agent.FollowRedirects = true;
            return answer.Response.Headers.Location?.OriginalString;
        }

        public async Task<SchoolAddress?> OneAsync()
        {
            await using var db = App.Main();
            return await db.Set<SchoolAddress>().AsNoTracking().SingleOrDefaultAsync(address => address.SchoolId == School.Id, Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            Agent.Dispose();
            await App.DisposeAsync();
        }

        private async Task<List<KeyValuePair<string, string>>> FieldsAsync(string people, string text, bool isOn, string go) =>
        [
            new("__RequestVerificationToken", (await Agent.GetAsync(Address)).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
            new("pour", people), new($"{people}.Text", text), new($"{people}.IsOn", isOn ? "true" : "false"), new("go", go),
        ];
    }
}
