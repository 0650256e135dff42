using System.Text.RegularExpressions;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Demonstration.Demo;
using EduConnect.Testing;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Browser.Tests.Site;

/// <summary>A site of its own that offers FranceConnect, and FranceConnect's stand-in beside it.</summary>
internal sealed partial class FranceConnectDesk : IAsyncDisposable
{
    private const string ServiceId = "educonnect";
    private const string Secret = "franceconnect-demonstration-secret";
    private const string Mobile = "+33639980077";
    private readonly Partner _partner;

    private FranceConnectDesk(TestApp app, Partner partner) => (App, _partner) = (app, partner);

    public TestApp App { get; }

    public static async Task<FranceConnectDesk> StartAsync()
    {
        Require.Executable("node");
        Require.Component(Directory.Exists(Path.Combine(DemoSettings.FindRoot(), "partners/franceconnect/node_modules")), "the packages of partners/franceconnect are not installed");
        var port = LoopbackPorts.After(24_300, 1)[0];
        var app = await TestApp.StartAsync(onPort: true, settings: [$"--FranceConnect:Issuer=http://localhost:{port}/api/v2", $"--FranceConnect:ServiceId={ServiceId}", $"--FranceConnect:ServiceSecret={Secret}"]);
        return new FranceConnectDesk(app, await StartPartnerAsync(port, app.Address));
    }

    /// <summary>The guardian whom the stand-in's identity <c>test</c> is, with one child; the account.</summary>
    public async Task<Guid> GuardianAsync() => (await FamilyAsync()).Guardian.Account.Id;

    /// <summary>The same with the child, born on <see cref="Household.InesBirth"/>.</summary>
    public async Task<(TestGuardian Guardian, TestPupil Pupil)> FamilyAsync()
    {
        await using var main = App.Main();
        var data = new TestData(main);
        var pupil = data.Pupil(data.School(), lastName: "DUBOIS", firstName: "Inès", birthDate: Household.InesBirth);
        var guardian = data.Guardian(pupil, "DUBOIS", "Angela", mobile: Mobile);
        await data.SaveAsync();
        return (guardian, pupil);
    }

    /// <summary>The code of the only SMS.</summary>
    public async Task<string> CodeAsync()
    {
        await using var operational = App.Operational();
        var sms = await operational.Set<OutboxMessage>().AsNoTracking().SingleAsync(message => message.Recipient == Mobile);
        Assert.True(App.Services.GetRequiredService<SecretTexts>().Open(sms));
        return Digits().Match(sms.Text).Value.Replace(" ", string.Empty, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _partner.DisposeAsync();
        await App.DisposeAsync();
    }

    private static Task<Partner> StartPartnerAsync(int port, string service) => Partner.StartAsync(
        DemoSettings.FindRoot(),
        "franceconnect",
        new Dictionary<string, string>
        {
            ["FRANCECONNECT_PORT"] = $"{port}",
            ["FRANCECONNECT_SERVICE"] = service,
            ["FRANCECONNECT_CLIENT_ID"] = ServiceId,
            ["FRANCECONNECT_CLIENT_SECRET"] = Secret,
        },
        TestContext.Current.CancellationToken);

    [GeneratedRegex("[0-9]{4} [0-9]{4}")]
    private static partial Regex Digits();
}
