using System.Globalization;

namespace EduConnect.Demonstration.Demo;

/// <summary>The world around the server: mail box, SMS box and demonstration ENT, all on loopback.</summary>
internal sealed class Partners : IAsyncDisposable
{
    private readonly List<Partner> started = [];

    private Partners(int ent, int mailWeb, int smsWeb, int smtp) => (EntPort, MailPort, SmsPort, SmtpPort) = (ent, mailWeb, smsWeb, smtp);

    public int EntPort { get; }

    public int MailPort { get; }

    public int SmsPort { get; }

    public int SmtpPort { get; }

    public string Ent => $"http://localhost:{EntPort}";

    public string MailBox => $"http://localhost:{MailPort}";

    public string SmsBox => $"http://localhost:{SmsPort}";

    /// <summary>Chooses the ports; nothing runs yet.</summary>
    public static Partners Choose(int port) => LoopbackPorts.After(port, 4) is [var ent, var mail, var sms, var smtp]
        ? new Partners(ent, mail, sms, smtp)
        : throw new InvalidOperationException();

    /// <summary>Starts them all.</summary>
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

    public async ValueTask DisposeAsync()
    {
        foreach (var partner in started)
            await partner.DisposeAsync();
    }

    private async Task StartAsync(string root, string name, Dictionary<string, string> settings, CancellationToken cancellation) =>
        started.Add(await Partner.StartAsync(root, name, settings, cancellation));

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
