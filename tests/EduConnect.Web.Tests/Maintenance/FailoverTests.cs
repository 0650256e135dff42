using System.Net;
using EduConnect.Core.Maintenance;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.MyAccount;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Maintenance;

/// <summary>The primary database is killed while people sign in: signing in goes on, modifying is refused until it is back or its replica promoted (rows #247 and #249, domain 15.3).</summary>
[Trait("Row", "#247")]
public sealed class FailoverTests : IAsyncLifetime
{
    private const int People = 4;
    private PostgreSqlPair _pair = null!;
    private Family _family = null!;
    private int _signedIn;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _pair = await PostgreSqlPair.StartAsync();
        _family = await Family.StartAsync(Engine.PostgreSql, settings: $"--Storage:Main={_pair.Connection}");
        await _family.ActivateAsync(_family.Claire.Account.Id);
        await _family.SettleAsync(_family.Claire.Account.Id);
        await _pair.CatchUpAsync(Cancellation);
        Assert.True(await WatchAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _family.DisposeAsync();
        await _pair.DisposeAsync();
    }

    [Fact]
    [Trait("Rule", "S-MT1")]
    [Trait("Rule", "S-MT2")]
    public async Task The_primary_is_killed_under_load_and_comes_back()
    {
        await UnderLoadAsync(_pair.KillPrimary);
        await EverythingReadsAsync();
        await _pair.StartPrimaryAsync();
        await WritesReturnAsync();
    }

    [Fact]
    [Trait("Rule", "S-MT1")]
    [Trait("Rule", "S-MT2")]
    public async Task The_primary_is_killed_under_load_and_its_replica_is_promoted()
    {
        await UnderLoadAsync(_pair.KillPrimary);
        await EverythingReadsAsync();
        await _pair.PromoteReplicaAsync();
        await WritesReturnAsync();
    }

    /// <summary>People sign in and out without a pause before, while and after something happens; nobody may meet an error.</summary>
    private async Task UnderLoadAsync(Action happens)
    {
        var people = Enumerable.Range(0, People).Select(_ => Task.Run(() => SignInAsync(times: 8), Cancellation)).ToArray();
        while (Volatile.Read(ref _signedIn) < People * 2)
        {
            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(10), Cancellation), Task.WhenAny(people));
        }

        happens();
        await Task.WhenAll(people);
        Assert.Equal(People * 8, _signedIn);
    }

    private async Task SignInAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var browser = _family.Browser();
            var portal = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
            Assert.Equal((HttpStatusCode.OK, "/portail"), (portal.Status, portal.Address.AbsolutePath));
            Assert.Contains("Inès", portal.Text, StringComparison.Ordinal);
            Interlocked.Increment(ref _signedIn);
        }
    }

    /// <summary>Only the replica answers: the pages say so, health tells the truth, what modifies is refused and changes nothing.</summary>
    private async Task EverythingReadsAsync()
    {
        Assert.False(await WatchAsync());
        using var browser = _family.Browser();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), ((await browser.GetAsync("/health/ready-read")).Status, (await browser.GetAsync("/health/ready-write")).Status));
        await SignInAsync(times: 1);
        var desk = await browser.GetAsync("/connexion/responsable");
        Assert.Contains("ÉduConnect est en maintenance pour le moment", desk.Text, StringComparison.Ordinal);
        var interrupted = await browser.GetAsync("/inscription");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, interrupted.Status);
        Assert.Contains("ÉduConnect est en maintenance pour le moment. Les comptes déjà activés fonctionnent", interrupted.Text, StringComparison.Ordinal);
        var account = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        _signedIn++;
        Assert.Equal("/portail", account.Address.AbsolutePath);
        var refused = await _family.ChangePasswordAsync(browser);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal("30", refused.Response.Headers.GetValues("Retry-After").Single());
        Assert.Contains("ÉduConnect est en maintenance pour le moment. Rien n’a été changé.", refused.Text, StringComparison.Ordinal);
        await SignInAsync(times: 1);
    }

    /// <summary>Writes are back without a restart, and every sign-in is in main exactly once.</summary>
    private async Task WritesReturnAsync()
    {
        while (!await WatchAsync())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
        }

        using var browser = _family.Browser();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/ready-write")).Status);
        Assert.DoesNotContain("en maintenance", (await browser.GetAsync("/connexion/responsable")).Text, StringComparison.Ordinal);
        while (await _family.App.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(Cancellation)) > 0)
        {
        }

        var entries = (await _family.OperationalAsync<JournalEntry>()).Where(entry => SignInJournal.IsSignIn(entry.Code)).Select(entry => (Guid?)entry.Id).ToHashSet();
        var drained = (await _family.MainAsync<AuditEvent>()).Where(entry => SignInJournal.IsSignIn(entry.Code)).Select(entry => entry.EventId).ToList();
        Assert.Equal(_signedIn, drained.Count);
        Assert.Equal(entries, drained.ToHashSet());
        await _family.ChangeAsync(_family.Claire.Account.Id, account => account.MailInError = !account.MailInError);
    }

    private async Task<bool> WatchAsync() => (await _family.App.Services.GetRequiredService<MainWatch>().LookAsync(Cancellation)).IsWritable;
}
