using System.Net;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Portal;
using EduConnect.Core.Schools;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Portal;

/// <summary>The portal over HTTP: whose services, escaping, maintenance, cost (rows #21 to #23, #27).</summary>
public sealed class PortalPageTests : IAsyncLifetime
{
    private readonly StatementCounter _statements = new();
    private Family _family = null!;

    public async ValueTask InitializeAsync()
    {
        _family = await Family.StartAsync(configure: _statements.Register);
        await using (var main = _family.App.Main())
        {
            await main.Set<GuardianLink>().ExecuteUpdateAsync(row => row.SetProperty(link => link.Statement, LinkStatement.Confirmed));
        }

        await _family.ActivateAsync(_family.Claire.Account.Id);
        await _family.ActivateAsync(_family.Ines.Account!.Id);
    }

    public ValueTask DisposeAsync() => _family.DisposeAsync();

    [Fact, Trait("Row", "#21")]
    [Trait("Row", "#2")]
    public async Task A_guardian_sees_the_services_of_each_school_and_none_of_another_school()
    {
        await AddAsync("ent", "Mon ENT", service => service.Degree = Degree.Second);
        await AddAsync("autre", "ENT du lycée voisin", service => service.Schools = ["0750001A"]);
        await AddAsync("voisine", "Service d’une autre académie", service => service.Academies = ["27"]);
        await AddAsync("eleves", "Pour les élèves", service => service.Audience = Audience.Pupils);
        var page = await PortalAsync("responsable", _family.Claire.Account.Username);
        var cards = page.Document.QuerySelectorAll("main section").ToList();
        Assert.Equal(["Inès MOREL", "Malo MOREL"], cards.Select(card => card.QuerySelector("h2")!.TextContent));
        Assert.Equal("Mon ENT", Assert.Single(cards[0].QuerySelectorAll("li a")).TextContent.Trim());
        Assert.Equal("https://service.example/ent", cards[0].QuerySelector("li a")!.GetAttribute("href"));
        Assert.Contains("Aucun service n’est proposé", cards[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("E.E.PU Les Tilleuls", cards[1].TextContent, StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "#22"), Trait("Row", "#23")]
    public async Task A_pupil_sees_the_school_its_welcome_and_the_applications_of_pupils()
    {
        await AddAsync("eleves", "Pour les élèves", service => service.Audience = Audience.Pupils);
        await AddAsync("responsables", "Pour les responsables", service => service.Audience = Audience.Guardians);
        var page = await PortalAsync("eleve", _family.Ines.Account!.Username);
        Assert.Contains("CLG Jeanne-Valmont", page.Document.QuerySelector(".message")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Bienvenue dans notre établissement.", page.Text, StringComparison.Ordinal);
        Assert.Equal("Mes applications", page.Document.QuerySelector("main section h2")!.TextContent);
        Assert.Equal(["Pour les élèves"], page.Document.QuerySelectorAll("main li a").Select(link => link.TextContent.Trim()));
        Assert.NotNull(page.Document.QuerySelector("form[action='/deconnexion']"));
    }

    [Fact, Trait("Row", "#22")]
    public async Task The_last_sign_in_is_the_one_before_in_Paris_time()
    {
        var first = await PortalAsync("responsable", _family.Claire.Account.Username);
        Assert.DoesNotContain("Dernière connexion", first.Text, StringComparison.Ordinal);
        _family.Clock.Advance(TimeSpan.FromHours(2));
        var second = await PortalAsync("responsable", _family.Claire.Account.Username);
        Assert.Contains("Dernière connexion le 20/11/2026 à 10:00:00", second.Text, StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "#27")]
    public async Task A_child_reported_as_wrong_is_gone_with_its_services()
    {
        await AddAsync("ent", "Mon ENT", service => service.Degree = Degree.Second);
        await using (var main = _family.App.Main())
        {
            await main.Set<GuardianLink>().Where(link => link.PupilId == _family.Ines.Pupil.Id).ExecuteUpdateAsync(row => row.SetProperty(link => link.Statement, LinkStatement.ReportedWrong), TestContext.Current.CancellationToken);
        }

        var page = await PortalAsync("responsable", _family.Claire.Account.Username);
        Assert.DoesNotContain("Inès", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Mon ENT", page.Text, StringComparison.Ordinal);
        Assert.Contains("Malo MOREL", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_names_notes_and_messages_is_shown_as_typed()
    {
        const string Hostile = "<script>alert(1)</script>\"'&";
        await AddAsync("hostile", Hostile, service => (service.Note, service.Icon) = (Hostile, "no-such-drawing"));
        await MessageAsync($"{Hostile}\nsuite\n\nfin");
        var page = await PortalAsync("responsable", _family.Claire.Account.Username);
        Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
        Assert.Contains(Hostile, page.Document.QuerySelector("main li a")!.TextContent, StringComparison.Ordinal);
        var message = page.Document.QuerySelector(".message")!;
        Assert.StartsWith("Message de l’établissement : CLG Jeanne-Valmont", message.TextContent.Trim().Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains(Hostile, message.TextContent, StringComparison.Ordinal);
        Assert.Single(message.QuerySelectorAll("br"));
    }

    [Fact]
    public async Task Another_school_s_message_is_not_shown()
    {
        await using (var main = _family.App.Main())
        {
            var stranger = new EduConnect.Testing.Data.TestData(main);
            var school = stranger.School();
            main.Add(new SchoolMessage { SchoolId = school.Id, Text = "Pour une autre école", From = new DateOnly(2026, 1, 1), To = new DateOnly(2027, 1, 1) });
            await stranger.SaveAsync();
        }

        Assert.DoesNotContain("Pour une autre école", (await PortalAsync("responsable", _family.Claire.Account.Username)).Text, StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "S-MT1")]
    public async Task The_portal_is_read_during_maintenance_with_few_statements()
    {
        await AddAsync("ent", "Mon ENT", _ => { });
        await MessageAsync("Réunion jeudi");
        using var browser = _family.Browser();
        await Family.SignInAsync(browser, "responsable", _family.Claire.Account.Username, Family.GoodPassword);
        _family.App.Services.GetRequiredService<ReadOnlyMode>().Plan(_family.Clock.UtcNow.AddMinutes(-1), _family.Clock.UtcNow.AddHours(1));
        _statements.Reset();
        var page = await browser.GetAsync("/portail");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Mon ENT", page.Text, StringComparison.Ordinal);
        Assert.InRange(_statements.Count, 1, 8);
        Assert.All(_statements.Texts, text => Assert.StartsWith("SELECT", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_gets_the_portal_without_signing_in()
    {
        using var browser = _family.Browser();
        Assert.StartsWith("/connexion", (await browser.GetAsync("/portail")).Address.AbsolutePath, StringComparison.Ordinal);
    }

    private async Task<Page> PortalAsync(string profile, string username)
    {
        using var browser = _family.Browser();
        var page = await Family.SignInAsync(browser, profile, username, Family.GoodPassword);
        return page.Address.AbsolutePath == "/portail" ? page : await browser.GetAsync("/portail");
    }

    private async Task AddAsync(string code, string name, Action<PortalService> set)
    {
        var service = new PortalService { Code = code, Name = name, Address = "https://service.example/" + code };
        set(service);
        var reasons = await _family.App.WithAsync(services => services.GetRequiredService<SavePortalService>().RunAsync(service, true, Actor.Service, TestContext.Current.CancellationToken));
        Assert.Empty(reasons);
    }

    private async Task MessageAsync(string text)
    {
        await using var main = _family.App.Main();
        var school = await main.Set<Enrolment>().Where(enrolment => enrolment.PupilId == _family.Ines.Pupil.Id).Select(enrolment => enrolment.SchoolId).FirstAsync();
        main.Add(new SchoolMessage { SchoolId = school, Text = text, From = new DateOnly(2026, 11, 20), To = new DateOnly(2026, 11, 20), WrittenAt = _family.Clock.UtcNow });
        await main.SaveChangesAsync();
    }
}
