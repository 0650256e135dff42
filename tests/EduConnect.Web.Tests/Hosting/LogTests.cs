using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Protocols.Oidc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>What the log of a server with no settings of its own says.</summary>
public sealed class LogTests
{
    private const string Secret = "qTk3rsdPmZ0vJx2bN8yLwC5hF7uA1eGi";

    [Theory, Trait("Rule", "S-AU1")]
    [InlineData("/activation/lien/" + Secret)]
    [InlineData("/mot-de-passe-oublie/lien/" + Secret)]
    [InlineData("/mon-compte/mail/annuler/" + Secret)]
    [InlineData("/administration/assistance?q=" + Secret)]
    [InlineData("/aide?q=" + Secret)]
    public async Task Links_and_searches_are_not_in_it(string path)
    {
        using var log = new KeptLog();
        await using var app = await TestApp.StartAsync(configure: services => services.AddSingleton<ILoggerProvider>(log), settings: "--Logging:LogLevel:Default=Information");
        using var browser = app.Browser();
        await browser.GetAsync(path);
        Assert.DoesNotContain(log.Lines, line => line.Contains(Secret, StringComparison.Ordinal) || line.Contains("SELECT", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(log.Lines, line => line.Contains("Now listening", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_looks_for_a_fault_can_have_every_request_in_it()
    {
        using var log = new KeptLog();
        await using var app = await TestApp.StartAsync(
            configure: services => services.AddSingleton<ILoggerProvider>(log), settings: ["--Logging:LogLevel:Default=Information", "--Logging:LogLevel:Microsoft.AspNetCore=Information"]);
        using var browser = app.Browser();
        await browser.GetAsync("/aide?q=" + Secret);
        Assert.Contains(log.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    // Whoever helps a service finds its refusals by the reference it quotes; answers to prompt=none are none.
    [Fact, Trait("Rule", "S-AU1")]
    public async Task A_refusal_of_a_protocol_is_in_it_by_its_reference_and_its_service()
    {
        using var log = new KeptLog();
        await using var app = await TestApp.StartAsync(configure: services => services.AddSingleton<ILoggerProvider>(log), settings: "--Logging:LogLevel:Default=Information");
        await using (var main = app.Main())
        {
            main.Add(TestService.Everything("ent-refused"));
            await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var browser = app.Browser();
        const string Begin = "/idp/profile/oidc/authorize?redirect_uri=https%3A%2F%2Frp.example%2Fnowhere&client_id=";
        await browser.GetAsync(Begin + Secret);
        await browser.GetAsync(Begin + "ent-refused&state=" + Secret);
        await browser.GetAsync("/idp/profile/SAML2/Redirect/SSO?SAMLRequest=" + Secret);
        await browser.PostAsync("/idp/profile/oidc/token", [new("client_id", "ent-refused"), new("client_secret", Secret)]);
        await browser.PostAsync("/idp/profile/oidc/token", [new("client_id", Secret), new("client_secret", Secret)]);
        var refusals = log.Lines.Where(line => line.Contains("Refused: ", StringComparison.Ordinal)).Select(line => line[line.IndexOf("Refused: ", StringComparison.Ordinal)..]).ToList();
        Assert.Equal(["Refused: A01 (service unknown)", "Refused: A04 (service ent-refused)", "Refused: S01 (service unknown)", "Refused: T01 (service ent-refused)", "Refused: T01 (service unknown)"], refusals);
        Assert.DoesNotContain(log.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_code_used_twice_is_refused_and_is_no_fault(Engine engine)
    {
        using var log = new KeptLog();
        await using var app = await TestApp.StartAsync(engine, configure: services => services.AddSingleton<ILoggerProvider>(log));
        var (throttle, agent) = (app.Services.GetRequiredService<AgentThrottle>(), Guid.CreateVersion7());
        Assert.True(await throttle.UseStepAsync(agent, 58_000_000, TestContext.Current.CancellationToken));
        Assert.False(await throttle.UseStepAsync(agent, 58_000_000, TestContext.Current.CancellationToken));
        Assert.Empty(log.Faults);
    }

    [Theory]
    [InlineData(Engine.Sqlite, "no such table")]
    [InlineData(Engine.PostgreSql, "does not exist")]
    public async Task A_save_that_fails_unexpectedly_is_in_it_once_with_its_reason(Engine engine, string reason)
    {
        using var log = new KeptLog();
        await using var app = await TestApp.StartAsync(engine, configure: services => services.AddSingleton<ILoggerProvider>(log));
        await using (var db = app.Operational())
        {
            await db.Database.ExecuteSqlRawAsync("DROP TABLE recovery_state", TestContext.Current.CancellationToken);
        }

        using var browser = app.Browser();
        var page = await browser.SubmitAsync(await browser.GetAsync("/mot-de-passe-oublie"), new Dictionary<string, string> { ["Username"] = "c.morel27" });
        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        var fault = Assert.Single(log.Faults);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("INSERT INTO", fault, StringComparison.OrdinalIgnoreCase);
    }
}
