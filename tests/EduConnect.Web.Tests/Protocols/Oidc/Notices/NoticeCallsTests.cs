using System.Net;
using System.Net.Sockets;
using EduConnect.Testing.Web;
using EduConnect.Web.Protocols.Oidc.Notices;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Oidc.Notices;

/// <summary>Calls over a real socket: private networks, receivers that say nothing, too much, or half of it.</summary>
public sealed class NoticeCallsTests
{
    [Theory]
    [Trait("Rule", "S-OI6")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_to_this_machine_is_not_made_unless_the_operator_says_so(bool isAllowed)
    {
        await using var app = await TestApp.StartAsync(settings: [$"--OpenIdConnect:PrivateServices={isAllowed}"]);
        using var listener = Listen();
        var call = CallAsync(app, listener);
        if (isAllowed)
        {
            await AnswerAsync(listener, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            Assert.Equal(NoticeOutcome.Told, (await call).Outcome);
        }
        else
        {
            Assert.Equal(NoticeOutcome.Later, (await call).Outcome);
            Assert.False(listener.Pending());
        }
    }

    [Fact]
    public async Task A_receiver_that_sends_a_flood_a_half_or_nothing_is_asked_later()
    {
        await using var app = await TestApp.StartAsync(settings: ["--OpenIdConnect:PrivateServices=true"]);
        using var listener = Listen();
        var flood = CallAsync(app, listener);
        await AnswerAsync(listener, [.. "HTTP/1.1 400 Bad Request\r\nContent-Length: 1000000\r\n\r\n"u8, .. new byte[8192]]);
        Assert.Equal(new NoticeAnswer(NoticeOutcome.Later, "status 400"), await flood);
        var half = CallAsync(app, listener);
        await AnswerAsync(listener, "HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\n{\"err\":"u8.ToArray());
        Assert.Equal(NoticeOutcome.Later, (await half).Outcome);
        var nothing = CallAsync(app, listener);
        await AnswerAsync(listener, []);
        Assert.Equal(NoticeOutcome.Later, (await nothing).Outcome);
    }

    [Fact]
    public async Task A_receiver_that_never_ends_its_answer_is_left_after_five_seconds()
    {
        await using var app = await TestApp.StartAsync(settings: ["--OpenIdConnect:PrivateServices=true"]);
        using var listener = Listen();
        var call = CallAsync(app, listener);
        using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await connection.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal(new NoticeAnswer(NoticeOutcome.Later, "no answer in time"), await call);
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static Task<NoticeAnswer> CallAsync(TestApp app, TcpListener listener) => app.Services.GetRequiredService<NoticeCalls>()
        .TellAsync(new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/told"), "token", TestContext.Current.CancellationToken);

    private static async Task AnswerAsync(TcpListener listener, byte[] bytes)
    {
        using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        _ = await stream.ReadAtLeastAsync(new byte[64], 64, throwOnEndOfStream: false, TestContext.Current.CancellationToken);
        await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
    }
}
