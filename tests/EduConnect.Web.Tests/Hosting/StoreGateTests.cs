using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>While the stores are being prepared, pages that need none are given and everything else waits.</summary>
public sealed class StoreGateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sign_in_page_is_given_and_a_query_waits_until_the_stores_are_prepared()
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        var release = new TaskCompletionSource();
        var prepared = app.Services.GetRequiredService<StoreGate>().HoldAsync(async () =>
        {
            await release.Task;
            await AnyAsync(app);
        });
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/connexion/responsable")).Status);
        var waiting = AnyAsync(app);
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(300, Cancellation)));
        release.SetResult();
        Assert.False(await waiting);
        await prepared;
    }

    [Fact]
    public async Task Who_waits_for_stores_that_cannot_be_prepared_is_told()
    {
        await using var app = await TestApp.StartAsync();
        var prepared = app.Services.GetRequiredService<StoreGate>().HoldAsync(() => throw new InvalidOperationException("no disk"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => prepared);
        await Assert.ThrowsAsync<InvalidOperationException>(() => AnyAsync(app));
    }

    private static Task<bool> AnyAsync(TestApp app) =>
        app.WithAsync(services => services.GetRequiredService<MainDb>().Set<Account>().AnyAsync(Cancellation));
}
