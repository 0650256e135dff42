using System.Net;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.MyAccount;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>
/// The drill of docs/operating.md: one store is brought back as it was, the other is of today (issue 5 "restore of yesterday's backup", security reference §10).
/// </summary>
public abstract class RestoredBackupTests(Engine engine)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "S-AU2")]
    [Trait("Rule", "S-AU3")]
    public async Task Main_of_yesterday_meets_the_sessions_and_the_journal_of_today()
    {
        await using var family = await Family.StartAsync(engine);
        using var claire = await family.ClaireAsync();
        var older = await SealAsync(family);
        using var backup = await StoreBackup.TakeAsync(family.App.Stores, family.App.Stores.MainConnection);
        family.Clock.Advance(TimeSpan.FromMinutes(10));
        using var newcomer = await NewcomerAsync(family);
        using var again = await family.EnterAsync("c.morel27");
        var younger = await SealAsync(family);
        await backup.RestoreAsync();

        // Whoever came since is nobody: asked to sign in, and refused there like any unknown username.
        Assert.Equal((HttpStatusCode.OK, "/connexion/responsable"), Where(await newcomer.GetAsync("/portail")));
        Assert.Equal(HttpStatusCode.NotFound, (await newcomer.GetAsync("/mon-compte")).Status);
        using var other = family.Browser();
        Assert.NotEqual("/portail", (await Family.SignInAsync(other, "responsable", "n.nouvelle", Family.GoodPassword)).Address.AbsolutePath);
        Assert.Equal((HttpStatusCode.OK, "/portail"), Where(await claire.GetAsync("/portail")));

        // An older witness holds; a younger one says that the trail is not the one it was noted from.
        Assert.Empty((await VerifyAsync(family, older)).Breaks);
        Assert.Equal(AuditFault.WitnessDisagrees, Assert.Single((await VerifyAsync(family, younger)).Breaks).Fault);

        // The journal is asked for again what the backup lacks: each sign-in once, those of the newcomer too.
        await using (var db = family.App.Operational())
        {
            await db.Set<JournalEntry>().ExecuteUpdateAsync(row => row.SetProperty(entry => entry.DrainedAt, (DateTime?)null), Cancellation);
        }

        await DrainAsync(family);
        await OnceEachAsync(family);
        await SealAsync(family);
        Assert.Empty((await VerifyAsync(family, older)).Breaks);
    }

    [Fact]
    [Trait("Rule", "S-AU3")]
    public async Task An_operational_store_of_yesterday_doubles_nothing_in_main_of_today()
    {
        await using var family = await Family.StartAsync(engine);
        using var claire = await family.ClaireAsync();
        using var backup = await StoreBackup.TakeAsync(family.App.Stores, family.App.Stores.OperationalConnection);
        using var newcomer = await NewcomerAsync(family);
        var noted = await SealAsync(family);
        await backup.RestoreAsync();
        await DrainAsync(family);
        Assert.Equal((HttpStatusCode.OK, "/connexion/responsable"), Where(await newcomer.GetAsync("/portail")));
        Assert.Equal((HttpStatusCode.OK, "/portail"), Where(await Family.SignInAsync(newcomer, "responsable", "n.nouvelle", Family.GoodPassword)));
        await DrainAsync(family);
        var told = (await family.MainAsync<AuditEvent>()).Where(audit => audit.Code == SignInJournal.SucceededCode).Select(audit => audit.EventId).ToList();
        Assert.Equal((3, 3), (told.Count, told.Distinct().Count()));
        Assert.Empty((await VerifyAsync(family, noted)).Breaks);
    }

    /// <summary>Somebody whom an import of today brought, signed in.</summary>
    private static async Task<PageClient> NewcomerAsync(Family family)
    {
        await using (var main = family.App.Main())
        {
            var data = new TestData(main);
            var guardian = data.Guardian(data.Pupil(data.School(), null, "NOUVELLE", "Lou"), "NOUVELLE", "Nadia", "n.nouvelle");
            await data.SaveAsync();
            await family.ActivateAsync(guardian.Account.Id);
            await family.SettleAsync(guardian.Account.Id);
        }

        var browser = await family.EnterAsync("n.nouvelle");
        Assert.Equal((HttpStatusCode.OK, "/portail"), Where(await browser.GetAsync("/portail")));
        return browser;
    }

    private static async Task OnceEachAsync(Family family)
    {
        var journal = (await family.OperationalAsync<JournalEntry>()).Where(entry => entry.Code == SignInJournal.SucceededCode).Select(entry => (Guid?)entry.Id).ToHashSet();
        var told = (await family.MainAsync<AuditEvent>()).Where(audit => audit.Code == SignInJournal.SucceededCode).Select(audit => audit.EventId).ToList();
        Assert.Equal(3, told.Count);
        Assert.Equal(journal, told.ToHashSet());
    }

    private static (HttpStatusCode Status, string Path) Where(Page page) => (page.Status, page.Address.AbsolutePath);

    private static Task<AuditVerification> VerifyAsync(Family family, AuditWitness witness) =>
        family.App.WithAsync(services => services.GetRequiredService<VerifyAudit>().RunAsync(witness, Cancellation));

    /// <summary>The journal is carried over and sealed; the last seal, as an operator notes it.</summary>
    private static async Task<AuditWitness> SealAsync(Family family)
    {
        await DrainAsync(family);
        return await family.App.WithAsync(async services =>
        {
            await services.GetServices<NightStep>().OfType<SealAudit>().Single().RunAsync(Cancellation);
            return (await services.GetRequiredService<VerifyAudit>().RunAsync(null, Cancellation)).Last!;
        });
    }

    private static async Task DrainAsync(Family family)
    {
        while (await family.App.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(Cancellation)) > 0)
        {
        }
    }
}

/// <summary>Over the embedded engine.</summary>
public sealed class RestoredBackupOnSqlite() : RestoredBackupTests(Engine.Sqlite);

/// <summary>Over the production engine, by <c>pg_dump</c> and <c>pg_restore</c>.</summary>
public sealed class RestoredBackupOnPostgreSql() : RestoredBackupTests(Engine.PostgreSql);
