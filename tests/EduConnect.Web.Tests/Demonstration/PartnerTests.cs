using System.Net;
using System.Net.Http.Json;
using System.Net.Mail;
using System.Text;
using EduConnect.Demonstration.Demo;
using EduConnect.Testing;

namespace EduConnect.Web.Tests.Demonstration;

/// <summary>The demonstration's mail box and SMS box are real peers: SMTP, and Kannel's sendsms.</summary>
public sealed class PartnerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_box_takes_mails_and_tells_them_by_recipient()
    {
        Require.Component(Directory.Exists(Path.Combine(DemoSettings.FindRoot(), "partners/mailbox/node_modules")), "the packages of partners/mailbox are not installed");
        var ports = LoopbackPorts.After(24_100, 2);
        await using var box = await StartAsync("mailbox", ("MAILBOX_SMTP_PORT", ports[0]), ("MAILBOX_WEB_PORT", ports[1]));
        using var client = new SmtpClient("127.0.0.1", ports[0]);
        using var mail = new MailMessage("ecole@example.org", "e.queveur@example.org", "Votre compte est activé", "Bonjour Éloane,\nhttp://localhost/lien?a=1&b=2\n") { BodyEncoding = Encoding.UTF8 };
        await client.SendMailAsync(mail, Cancelled);

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{ports[1]}") };
        var received = Assert.Single((await http.GetFromJsonAsync<List<Message>>("/api/messages?to=E.Queveur@example.org", Cancelled))!);
        Assert.Equal("Votre compte est activé", received.Subject);
        Assert.Contains("http://localhost/lien?a=1&b=2", received.Text, StringComparison.Ordinal);
        Assert.Empty((await http.GetFromJsonAsync<List<Message>>("/api/messages?to=other@example.org", Cancelled))!);
        Assert.Contains("Votre compte est activ", await http.GetStringAsync("/", Cancelled), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/messages/99", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Mail_box_refuses_a_mailbox_that_does_not_exist()
    {
        Require.Component(Directory.Exists(Path.Combine(DemoSettings.FindRoot(), "partners/mailbox/node_modules")), "the packages of partners/mailbox are not installed");
        var ports = LoopbackPorts.After(24_120, 2);
        await using var box = await StartAsync("mailbox", ("MAILBOX_SMTP_PORT", ports[0]), ("MAILBOX_WEB_PORT", ports[1]));
        using var client = new SmtpClient("127.0.0.1", ports[0]);
        var refused = await Assert.ThrowsAnyAsync<SmtpException>(() => client.SendMailAsync("a@example.org", "refuse@example.org", "x", "y", Cancelled));
        Assert.Equal(SmtpStatusCode.MailboxUnavailable, refused.StatusCode);
    }

    [Theory]
    [InlineData("to=%2B33639980001&text=Code", HttpStatusCode.Accepted)]
    [InlineData("to=%2B33639980001&text=", HttpStatusCode.BadRequest)]
    [InlineData("to=maman&text=Code", HttpStatusCode.BadRequest)]
    [InlineData("to=%2B33600000099&text=Code", HttpStatusCode.ServiceUnavailable)]
    public async Task Sms_box_answers_like_the_gateway(string query, HttpStatusCode status)
    {
        Require.Executable("node");
        var port = LoopbackPorts.After(24_140, 1)[0];
        await using var box = await StartAsync("smsbox", ("SMSBOX_PORT", port));
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        Assert.Equal(status, (await http.GetAsync($"/cgi-bin/sendsms?{query}", Cancelled)).StatusCode);
        Assert.Equal(status == HttpStatusCode.Accepted ? 1 : 0, (await http.GetFromJsonAsync<List<Message>>("/api/messages", Cancelled))!.Count);
    }

    [Fact]
    public async Task A_partner_ends_with_whoever_started_it()
    {
        Require.Executable("node");
        var port = LoopbackPorts.After(24_160, 1)[0];
        var box = await StartAsync("smsbox", ("SMSBOX_PORT", port));
        Assert.False(LoopbackPorts.IsFree(port));
        await box.DisposeAsync();
        Assert.True(LoopbackPorts.IsFree(port));
    }

    [Fact]
    public async Task A_partner_that_cannot_start_says_why()
    {
        Require.Executable("node");
        var port = LoopbackPorts.After(24_180, 1)[0];
        await using var first = await StartAsync("smsbox", ("SMSBOX_PORT", port));
        var refused = await Assert.ThrowsAsync<DemoRefusedException>(() => StartAsync("smsbox", ("SMSBOX_PORT", port)));
        Assert.Contains("EADDRINUSE", refused.Message, StringComparison.Ordinal);
    }

    private static Task<Partner> StartAsync(string name, params (string Name, int Port)[] settings) =>
        Partner.StartAsync(DemoSettings.FindRoot(), name, settings.ToDictionary(setting => setting.Name, setting => $"{setting.Port}"), Cancelled);

    private sealed record Message(string Subject, string Text);
}
