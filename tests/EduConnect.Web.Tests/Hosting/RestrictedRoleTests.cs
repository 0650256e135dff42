using System.Net;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Testing;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.MyAccount;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>A node under the role of docs/operating/roles.sql (ADR 0022): it does all its work and writes the audit trail, which it can neither change nor erase.</summary>
[Trait("Rule", "S-AU2")]
public sealed class RestrictedRoleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_signs_people_in_and_audits_their_changes_and_the_owner_alone_erases_what_is_a_year_old()
    {
        await using var stores = await TestStores.CreateAsync(Engine.PostgreSql);
        var restricted = await RestrictedRole.GrantAsync(stores.MainConnection, await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "operating", "roles.sql"), Cancellation));
        await using var family = await Family.StartAsync(Engine.PostgreSql, settings: $"--Storage:Main={restricted}");
        using var browser = await family.ClaireAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/portail")).Status);
        await family.ChangePasswordAsync(browser);
        await family.App.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(Cancellation));
        var trail = await family.MainAsync<AuditEvent>();
        Assert.Contains(trail, audit => audit.Code == SignInJournal.SucceededCode);
        Assert.Contains(trail, audit => audit.Code.StartsWith("account.", StringComparison.Ordinal));

        await RefusedAsync(family, db => db.Set<AuditEvent>().ExecuteUpdateAsync(row => row.SetProperty(one => one.Detail, "other"), Cancellation));
        await RefusedAsync(family, db => db.Set<AuditEvent>().ExecuteDeleteAsync(Cancellation));
        await RefusedAsync(family, db => db.Set<AuditSeal>().ExecuteDeleteAsync(Cancellation));

        var night = new SealAudit(
            new StoreFactory<MainDb>(stores.Main), stores.Provider, family.App.Services.GetRequiredService<KeyRing>(), new RetentionOptions(), family.Clock);
        Assert.Equal(trail.Count, (await night.RunAsync(Cancellation))["sealed"]);
        family.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(trail.Count, (await night.RunAsync(Cancellation))["erased"]);
        Assert.Empty((await family.App.WithAsync(services => services.GetRequiredService<VerifyAudit>().RunAsync(null, Cancellation))).Breaks);
    }

    private static async Task RefusedAsync(Family family, Func<MainDb, Task<int>> change)
    {
        await using var db = family.App.Main();
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => change(db))).SqlState);
    }
}
