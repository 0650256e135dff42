using System.Globalization;

namespace EduConnect.Demonstration.Demo;

/// <summary>The world around the server: mail box, SMS box, demonstration ENT and a stand-in for FranceConnect, all on loopback.</summary>
internal sealed class Partners : IAsyncDisposable
{
    private readonly List<Partner> started = [];

    private Partners(int ent, int mailWeb, int smsWeb, int smtp, int franceConnect) =>
        (EntPort, MailPort, SmsPort, SmtpPort, FranceConnectPort) = (ent, mailWeb, smsWeb, smtp, franceConnect);

    public int EntPort { get; }

    public int MailPort { get; }

    public int SmsPort { get; }

    public int SmtpPort { get; }

    public int FranceConnectPort { get; }

    public string Ent => $"http://localhost:{EntPort}";

    public string MailBox => $"http://localhost:{MailPort}";

    public string FranceConnect => $"http://localhost:{FranceConnectPort}/api/v2";

    public string SmsBox => $"http://localhost:{SmsPort}";

    /// <summary>Chooses the ports; nothing runs yet.</summary>
    public static Partners Choose(int port) => LoopbackPorts.After(port, 5) is [var ent, var mail, var sms, var smtp, var franceConnect]
        ? new Partners(ent, mail, sms, smtp, franceConnect)
        : throw new InvalidOperationException();

    /// <summary>Starts them all, except the stand-in for FranceConnect, which has to know somebody of the directory.</summary>
    public async Task StartAsync(DemoSettings settings, string clientId, string clientSecret, CancellationToken cancellation)
    {
        await StartAsync(settings.Root, "mailbox", new()
        {
            ["MAILBOX_SMTP_PORT"] = Text(SmtpPort),
            ["MAILBOX_WEB_PORT"] = Text(MailPort),
            ["MAILBOX_FILE"] = Path.Combine(settings.DataFolder, "mailbox.jsonl"),
        }, cancellation);
        await StartAsync(settings.Root, "smsbox", new() { ["SMSBOX_PORT"] = Text(SmsPort) }, cancellation);
        await StartAsync(settings.Root, "ent", new()
        {
            ["ENT_PORT"] = Text(EntPort),
            ["ENT_ORIGIN"] = Ent,
            ["ENT_ISSUER"] = settings.Origin,
            ["ENT_CLIENT_ID"] = clientId,
            ["ENT_CLIENT_SECRET"] = clientSecret,
            ["ENT_SCOPE"] = DemoService.Scope,
        }, cancellation);
    }

    /// <summary>Starts the stand-in for FranceConnect, with one more person than its own.</summary>
    public Task StartFranceConnectAsync(DemoSettings settings, DemoTraveller traveller, CancellationToken cancellation) =>
        StartAsync(settings.Root, "franceconnect", new()
        {
            ["FRANCECONNECT_PORT"] = Text(FranceConnectPort),
            ["FRANCECONNECT_SERVICE"] = settings.Origin,
            ["FRANCECONNECT_CLIENT_ID"] = DemoTraveller.ServiceId,
            ["FRANCECONNECT_CLIENT_SECRET"] = DemoTraveller.ServiceSecret,
            ["FRANCECONNECT_PEOPLE"] = traveller.ToJson(),
        }, cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var partner in started)
            await partner.DisposeAsync();
    }

    private async Task StartAsync(string root, string name, Dictionary<string, string> settings, CancellationToken cancellation) =>
        started.Add(await Partner.StartAsync(root, name, settings, cancellation));

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
