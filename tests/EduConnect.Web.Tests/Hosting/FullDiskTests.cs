using System.Net;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.MyAccount;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>
/// The disk of one store is full (security reference §10): signing in goes on without room in main, what cannot be kept is refused with an honest page and
/// changes nothing, and everything is back by itself once there is room.
/// </summary>
public abstract class FullDiskTests(Engine engine)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "S-MT1")]
    [Trait("Rule", "S-AU3")]
    public async Task Without_room_in_main_people_sign_in_and_a_change_is_refused_whole_until_there_is_some()
    {
        await using var disk = await SmallDisk.StartAsync(engine);
        await using var family = await Family.StartAsync(
            engine, services => services.ConfigureDbContext<MainDb>((_, options) => disk.Configure(options)), $"--Storage:Main={disk.Connection}");
        using var browser = await family.ClaireAsync();
        var before = await family.ReadAsync(family.Claire.Account.Id);
        await disk.FillUpAsync(family.App.Main, () => new AuditEvent { Code = "test.filling", At = family.Clock.UtcNow });

        using var other = family.Browser();
        Assert.Equal("/portail", (await Family.SignInAsync(other, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
        var refused = await family.ChangePasswordAsync(browser);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Contains("Le service est momentanément indisponible", refused.Text, StringComparison.Ordinal);
        Assert.Equal(before.PasswordHash, (await family.ReadAsync(family.Claire.Account.Id)).PasswordHash);
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => DrainAsync(family));

        await disk.FreeAsync();
        await family.ChangePasswordAsync(browser);
        Assert.NotEqual(before.PasswordHash, (await family.ReadAsync(family.Claire.Account.Id)).PasswordHash);
        await DrainAsync(family);
        var signIns = (await family.MainAsync<AuditEvent>()).Where(audit => audit.Code == SignInJournal.SucceededCode).Select(audit => audit.EventId).ToList();
        Assert.Equal((2, 2), (signIns.Count, signIns.Distinct().Count()));
    }

    [Fact]
    [Trait("Rule", "S-MT5")]
    public async Task Without_room_for_sessions_nobody_new_comes_in_and_who_is_signed_in_goes_on()
    {
        await using var disk = await SmallDisk.StartAsync(engine, isMain: false);
        await using var family = await Family.StartAsync(
            engine, services => services.ConfigureDbContext<OperationalDb>((_, options) => disk.Configure(options)), $"--Storage:Operational={disk.Connection}");
        using var browser = await family.ClaireAsync();
        await disk.FillUpAsync(family.App.Operational, () => Filling(family.Clock.UtcNow));

        using var other = family.Browser();
        var refused = await Family.SignInAsync(other, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Contains("Le service est momentanément indisponible", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", refused.Body, StringComparison.Ordinal);
        family.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((HttpStatusCode.OK, "/portail"), Where(await browser.GetAsync("/portail")));

        await disk.FreeAsync();
        Assert.Equal((HttpStatusCode.OK, "/portail"), Where(await Family.SignInAsync(other, "responsable", "c.morel27", Family.GoodPassword)));
    }

    private static (HttpStatusCode Status, string Path) Where(Testing.Web.Page page) => (page.Status, page.Address.AbsolutePath);

    private static Task<int> DrainAsync(Family family) => family.App.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(Cancellation));

    private static Session Filling(DateTime now) => new()
    {
        Id = Guid.NewGuid(),
        HandleHash = [.. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray()],
        Kind = SessionKind.Pupil,
        HolderId = Guid.NewGuid(),
        AuthenticatedAt = now,
        Methods = "pwd",
        LastSeenAt = now,
        ExpiresAt = now.AddHours(8),
    };
}

/// <summary>Over the embedded engine.</summary>
public sealed class FullDiskOnSqlite() : FullDiskTests(Engine.Sqlite);

/// <summary>Over the production engine; the command as a process of its own, too.</summary>
public sealed class FullDiskOnPostgreSql() : FullDiskTests(Engine.PostgreSql)
{
    [Fact]
    [Trait("Rule", "security reference 10")]
    public async Task The_import_command_says_it_in_one_sentence_ends_with_3_and_goes_on_once_there_is_room()
    {
        await using var disk = await SmallDisk.StartAsync(Engine.PostgreSql);
        await using var stores = await TestStores.CreateAsync(Engine.PostgreSql);
        var exports = Path.Combine(stores.Folder, "exports");
        new Synthesis.Exporter(new() { Pupils = 5000, Degrees = [Synthesis.AafDegree.Second] }, exports).Write();
        await disk.FillAsync();
        var refused = await CommandProcess.RunAsync(stores.Folder, disk.Connection, stores.OperationalConnection, "import", exports);
        Assert.Equal(3, refused.Status);
        var sentence = Assert.Single(refused.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("educonnect import: refused: ", sentence, StringComparison.Ordinal);
        Assert.Contains("the disk of the database is full: free some space and import again, it goes on from there (", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Output, StringComparison.Ordinal);

        await disk.FreeAsync();
        Assert.Equal(0, (await CommandProcess.RunAsync(stores.Folder, disk.Connection, stores.OperationalConnection, "import", exports)).Status);
    }
}
