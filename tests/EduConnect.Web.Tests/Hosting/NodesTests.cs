using System.Net;
using EduConnect.Testing;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>Two nodes behind HAProxy, as <c>docs/operating/haproxy.cfg</c> sets it up: whoever signs in does not notice that one dies or is replaced.</summary>
[Trait("Row", "#247")]
[Trait("Rule", "S-MT2")]
public sealed class NodesTests : IAsyncLifetime
{
    private const int People = 3;
    private readonly int[] _ports = [Loopback.FreePort(), Loopback.FreePort()];
    private readonly int _front = Loopback.FreePort();
    private readonly ServerNode?[] _nodes = new ServerNode?[2];
    private Family _family = null!;
    private HaProxy _proxy = null!;
    private int _signedIn;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _family = await Family.StartAsync(Engine.PostgreSql);
        await _family.ActivateAsync(_family.Claire.Account.Id);
        await _family.SettleAsync(_family.Claire.Account.Id);
        await Task.WhenAll(StartAsync(0), StartAsync(1));
        _proxy = await HaProxy.StartAsync(_front, _ports);
    }

    public async ValueTask DisposeAsync()
    {
        _proxy?.Dispose();
        Array.ForEach(_nodes, node => node?.Dispose());
        await _family.DisposeAsync();
    }

    [Fact]
    public async Task One_is_killed_then_the_other_replaced_and_nobody_notices()
    {
        using var kept = await SignInAsync();
        await UnderLoadAsync(() =>
        {
            _nodes[0]!.Kill();
            return Task.CompletedTask;
        });
        await StaysAsync(kept);

        await StartAsync(0);
        await _proxy.SeesAsync(2, Cancellation);
        await UnderLoadAsync(async () =>
        {
            await _nodes[1]!.EndAsync(Cancellation);
            await StartAsync(1);
        });
        await StaysAsync(kept);
        await _proxy.SeesAsync(2, Cancellation);
        await StaysAsync(kept);
    }

    /// <summary>People sign in without a pause before, while and after something happens; nobody may meet an error.</summary>
    private async Task UnderLoadAsync(Func<Task> happens)
    {
        using var over = new CancellationTokenSource();
        var before = _signedIn;
        var people = Enumerable.Range(0, People).Select(_ => Task.Run(() => KeepSigningInAsync(over.Token), Cancellation)).ToArray();
        await MoreAsync(before, people);
        await happens();
        await MoreAsync(Volatile.Read(ref _signedIn), people);
        await over.CancelAsync();
        await Task.WhenAll(people);
    }

    /// <summary>Until everybody signed in a few times more, or somebody could not.</summary>
    private async Task MoreAsync(int than, Task[] people)
    {
        while (Volatile.Read(ref _signedIn) < than + (People * 3) && !Array.Exists(people, person => person.IsFaulted))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation);
        }
    }

    private async Task KeepSigningInAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            using var browser = await SignInAsync();
            await StaysAsync(browser);
            Interlocked.Increment(ref _signedIn);
        }
    }

    private async Task<PageClient> SignInAsync()
    {
        var browser = Browser();
        var portal = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Equal((HttpStatusCode.OK, "/portail"), (portal.Status, portal.Address.AbsolutePath));
        return browser;
    }

    private static async Task StaysAsync(PageClient browser)
    {
        var page = await browser.GetAsync("/portail");
        Assert.Equal((HttpStatusCode.OK, "/portail"), (page.Status, page.Address.AbsolutePath));
    }

    private PageClient Browser()
    {
        var browser = new PageClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }, new Uri($"http://localhost:{_front}"));
        browser.Headers["Accept"] = "text/html";
        return browser;
    }

    private async Task StartAsync(int node) => _nodes[node] = await ServerNode.StartAsync(_ports[node], $"http://localhost:{_front}", _family.App.Stores, Cancellation);
}
