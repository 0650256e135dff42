using System.Net;
using System.Net.Sockets;
using EduConnect.Testing.Web;
using EduConnect.Web.Hosting;
using EduConnect.Web.Protocols.Oidc.Logout.BackChannel;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Oidc.BackChannel;

/// <summary>An address in the registry reaches nothing that only this machine can.</summary>
public sealed class PublicNetworkTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void Addresses_of_this_machine_and_its_neighbours_are_closed(string address) => Assert.False(PublicNetwork.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("172.32.0.1")]
    [InlineData("2a01:e0a::1")]
    public void Public_addresses_are_open(string address) => Assert.True(PublicNetwork.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_to_this_machine_is_not_made_unless_the_operator_says_so(bool isAllowed)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var app = await TestApp.StartAsync(settings: [$"--OpenIdConnect:PrivateServices={isAllowed}"]);
        var call = app.Services.GetRequiredService<BackChannelCalls>()
            .TellAsync(new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/told"), "token", TestContext.Current.CancellationToken);
        if (isAllowed)
        {
            using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await connection.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            Assert.Equal(BackChannelOutcome.Told, (await call).Outcome);
        }
        else
        {
            Assert.Equal(BackChannelOutcome.Later, (await call).Outcome);
            Assert.False(listener.Pending());
        }
    }
}
