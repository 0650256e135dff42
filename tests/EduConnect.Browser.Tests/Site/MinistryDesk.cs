using EduConnect.Core.Agents;
using EduConnect.Demonstration.Demo;
using EduConnect.Testing;
using EduConnect.Testing.Web;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Browser.Tests.Site;

/// <summary>A site of its own that knows the ministry's provider of agents, and that provider's stand-in beside it: for a browser, another site.</summary>
internal sealed class MinistryDesk : IAsyncDisposable
{
    private const string ServiceId = "educonnect-agents";
    private const string Secret = "ministry-demonstration-secret";
    private readonly Partner _partner;

    private MinistryDesk(TestApp app, Partner partner) => (App, _partner) = (app, partner);

    public TestApp App { get; }

    public static async Task<MinistryDesk> StartAsync(string people)
    {
        Require.Executable("node");
        Require.Component(Directory.Exists(Path.Combine(DemoSettings.FindRoot(), "partners/ministry/node_modules")), "the packages of partners/ministry are not installed");
        var port = LoopbackPorts.After(24_400, 1)[0];
        var app = await TestApp.StartAsync(onPort: true, settings:
        [
            $"--Agents:Provider:Issuer=http://127.0.0.1:{port}", $"--Agents:Provider:ServiceId={ServiceId}", $"--Agents:Provider:ServiceSecret={Secret}",
            "--Agents:Provider:StrongLevels:0=otp", "--Agents:Provider:GroupsClaim=groups",
        ]);
        var partner = await Partner.StartAsync(
            DemoSettings.FindRoot(),
            "ministry",
            new Dictionary<string, string>
            {
                ["MINISTRY_PORT"] = $"{port}",
                ["MINISTRY_SERVICE"] = app.Address,
                ["MINISTRY_CLIENT_ID"] = ServiceId,
                ["MINISTRY_CLIENT_SECRET"] = Secret,
                ["MINISTRY_PEOPLE"] = people,
            },
            TestContext.Current.CancellationToken);
        return new MinistryDesk(app, partner);
    }

    public Task<NewAgent> AddAsync(string username, params NewRight[] rights) =>
        App.Services.GetRequiredService<AddAgent>().RunAsync(username, "S. Carpentier", null, rights, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _partner.DisposeAsync();
        await App.DisposeAsync();
    }
}
