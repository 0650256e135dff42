using System.Diagnostics;
using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Testing;
using EduConnect.Web.Protocols.Oidc.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Oidc.RelyingParties;

/// <summary>A receiver that verifies each notice with npm jose: signature, type, issuer, audience, subject. A guardian enters by a browser, then reports a tie, then the account is flagged.</summary>
public sealed class NoticeReceiverTests
{
    [Theory]
    [Trait("Row", "#74")]
    [InlineData(TokenSigning.RS256)]
    [InlineData(TokenSigning.ES256)]
    public async Task A_receiver_written_with_jose_takes_each_notice_once(TokenSigning signing)
    {
        Require.Executable("node");
        var folder = Path.Combine(Checkout.Root, "tests", "relying-parties");
        Require.Component(Directory.Exists(Path.Combine(folder, "node_modules", "jose")), "npm ci was not run in tests/relying-parties");
        await using var host = await RealHost.StartAsync();
        using var receiver = Start(folder, host.App.Address);
        var address = await ReadAsync(receiver, "address");
        var service = await host.RegisterAsync("http://localhost:9/cb", contract =>
            (contract.Signing, contract.Pkce, contract.NoticeUri, contract.NoticeEvents) = (signing, PkcePolicy.Optional, address, NoticeEvents.All));
        using var browser = host.App.Browser();
        var entered = await host.SignInAsync(
            browser, $"/idp/profile/oidc/authorize?client_id={service.ClientId}&redirect_uri=http%3A%2F%2Flocalhost%3A9%2Fcb&response_type=code&scope=openid&nonce=n&state=s", "responsable");
        Assert.Contains("code=", entered.Response.Headers.Location!.Query, StringComparison.Ordinal);

        var (account, key) = await ReportAsync(host);
        await SendAsync(host);
        var told = JsonDocument.Parse(await ReadAsync(receiver, "told")).RootElement;
        var subject = told.GetProperty("sub_id").GetProperty("sub").GetString();
        Assert.Equal($$"""{"change":"reported","eleveId":"{{key}}"}""", told.GetProperty("events").GetProperty(host.App.Address + "/secevent/event-type/tie-changed").GetRawText());

        // The same notice a second time, as after a lost answer: the receiver knows it by its jti.
        await using (var main = host.App.Main())
        {
            var flagged = await main.Set<Account>().SingleAsync(one => one.Id == account, TestContext.Current.CancellationToken);
            flagged.Compromise();
            await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var notices = host.App.Services.GetRequiredService<ChangeNotices>();
        await notices.SpreadAsync(TestContext.Current.CancellationToken);
        await using (var main = host.App.Main())
        {
            var notice = await main.Set<ChangeNotice>().AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
            var token = host.App.Services.GetRequiredService<NoticeTokenWriter>().Write(notice, service.Contract);
            Assert.Equal(NoticeOutcome.Told, (await host.App.Services.GetRequiredService<NoticeCalls>().TellAsync(new Uri(address), token, TestContext.Current.CancellationToken)).Outcome);
        }

        var compromised = JsonDocument.Parse(await ReadAsync(receiver, "told")).RootElement;
        Assert.Equal(subject, compromised.GetProperty("sub_id").GetProperty("sub").GetString());
        await SendAsync(host);
        Assert.Equal(compromised.GetProperty("jti").GetString(), await ReadAsync(receiver, "again"));

        // A token for another service is refused, in the words of RFC 8935.
        var foreign = await host.App.Services.GetRequiredService<NoticeCalls>().TellAsync(
            new Uri(address), host.App.Services.GetRequiredService<NoticeTokenWriter>().Write(Foreign(account), TestService.Everything("another")), TestContext.Current.CancellationToken);
        Assert.Equal(NoticeOutcome.Refused, foreign.Outcome);
        Assert.Contains("aud", await ReadAsync(receiver, "fault"), StringComparison.Ordinal);
        receiver.StandardInput.Close();
        await receiver.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static ChangeNotice Foreign(Guid account) => new() { Id = Guid.NewGuid(), ClientId = "another", AccountId = account, Kind = ChangeKind.Compromised, ChangedAt = DateTime.UtcNow, MadeAt = DateTime.UtcNow };

    private static async Task<(Guid Account, string Key)> ReportAsync(RealHost host)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        await using var main = host.App.Main();
        var link = await main.Set<GuardianLink>().AsNoTracking().OrderBy(one => one.PupilId).FirstAsync(TestContext.Current.CancellationToken);
        var account = (await main.Set<GuardianRecord>().AsNoTracking().SingleAsync(record => record.Id == link.GuardianRecordId, TestContext.Current.CancellationToken)).AccountId!.Value;
        var outcome = await scope.ServiceProvider.GetRequiredService<ReportTie>().RunAsync(account, link.PupilId, new Actor(ActorKind.AccountHolder, account.ToString()), TestContext.Current.CancellationToken);
        Assert.Equal(ReportOutcome.Reported, outcome);
        return (account, await main.Set<Core.Directory.PupilRecord>().Where(record => record.Id == link.PupilRecordId).Select(record => record.RegistrationNumber).SingleAsync(TestContext.Current.CancellationToken));
    }

    private static Task<int> SendAsync(RealHost host) => host.App.Services.GetRequiredService<NoticeSender>().SendDueAsync(TestContext.Current.CancellationToken);

    private static Process Start(string folder, string issuer)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "notices.mjs")]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["ISSUER"] = issuer;
        start.Environment["CLIENT_ID"] = "real-relying-party";
        return Process.Start(start)!;
    }

    private static async Task<string> ReadAsync(Process receiver, string word)
    {
        var line = await receiver.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "nothing";
        Assert.True(line.StartsWith(word + " ", StringComparison.Ordinal), line);
        return line[(word.Length + 1)..];
    }
}
