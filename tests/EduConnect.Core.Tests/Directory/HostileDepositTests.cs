using System.Diagnostics;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Directory.Packaging;
using EduConnect.Core.Schools;
using EduConnect.Testing.Storage;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>What a depositor can put beside plain files: links and pipes are refused, never followed nor waited for, and the next deposit is taken.</summary>
[Trait("Rule", "S-XM1"), Trait("Row", "#233")]
public abstract class HostileDepositTests(Engine engine) : StorageSuite(engine)
{
    private const string Pupils = "ENT2D_Complet_20261118_Eleve_0000.xml";

    private string Root => Path.Combine(Stores.Folder, "educonnect2d", "ect-sync2d");

    private string Inbox => Path.Combine(Root, "depot_racine");

    private DepositFolder Deposit => new(Root, Degree.Second, Clock);

    [Theory]
    [InlineData("a link without end")]
    [InlineData("a link into itself")]
    [InlineData("links into the folder")]
    [InlineData("a link as folder")]
    [InlineData("a link as archive")]
    [InlineData("a link among loose files")]
    [InlineData("a link that leads nowhere")]
    public async Task A_deposit_with_a_link_goes_to_rejets_and_the_next_one_is_taken(string kind)
    {
        Deposit.Prepare();
        var folder = Path.Combine(Inbox, "20261118-lot");
        switch (kind)
        {
            case "a link without end":
                Link(Path.Combine(Sample("20261118").Write(folder), Pupils), "/dev/zero");
                break;
            case "a link into itself":
                Link(Path.Combine(Sample("20261118").Write(folder), Pupils), Pupils);
                break;
            case "links into the folder":
                Sample("20261118").Write(folder);
                Link(Path.Combine(folder, "a"), ".");
                Link(Path.Combine(folder, "b"), ".");
                break;
            case "a link as folder":
                Link(folder, Sample("20261118").Write(Path.Combine(Stores.Folder, "elsewhere")));
                break;
            case "a link as archive":
                Link(folder + ".tgz", "/dev/zero");
                break;
            case "a link among loose files":
                Sample("20261118").Write(Inbox);
                Link(Path.Combine(Inbox, Pupils), "/dev/zero");
                await File.WriteAllTextAsync(Path.Combine(Inbox, "fin"), string.Empty, Cancellation);
                break;
            default:
                Link(Path.Combine(Sample("20261118").Write(folder), "lisez-moi.txt"), "/nowhere");
                break;
        }

        await RefusedThenTakenAsync("FolderHoldsLink");
    }

    [Theory]
    [InlineData("20261118-lot/" + Pupils, "FileEmpty")]
    [InlineData("20261118-lot/ENT2D.20261118.tgz", "ArchiveDamaged")]
    [InlineData("ENT2D.20261118.zip", "ArchiveDamaged")]
    public async Task A_deposit_with_a_pipe_goes_to_rejets_and_the_next_one_is_taken(string name, string code)
    {
        Deposit.Prepare();
        var path = Path.Combine(Inbox, name);
        if (name.Contains('/', StringComparison.Ordinal))
        {
            Sample("20261118").Write(Path.GetDirectoryName(path)!);
        }

        await PipeAsync(path);
        await RefusedThenTakenAsync(code);
    }

    [Fact]
    public async Task The_command_refuses_them_too()
    {
        var folder = Sample("20261118").Write(Path.Combine(Stores.Folder, "in"));
        Link(Path.Combine(folder, Pupils), "/dev/zero");
        var harness = new ImportHarness(Stores, Clock);
        var report = await harness.RefusedAsync(folder, Pupils + ": it is a link");
        Assert.Equal("FolderHoldsLink", report.Remarks[0].Code);
        File.Delete(Path.Combine(folder, Pupils));
        await PipeAsync(Path.Combine(folder, Pupils));
        await harness.RefusedAsync(folder, Pupils + ": the file is empty");
    }

    [Fact]
    public async Task Looking_through_a_folder_ends_when_the_server_stops()
    {
        var folder = Sample("20261118").Write(Path.Combine(Stores.Folder, "in"));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        Assert.Throws<OperationCanceledException>(() => PlainFiles.Under(folder, stop.Token).Count());
    }

    [Fact]
    public async Task A_report_that_is_a_link_or_a_pipe_is_no_report()
    {
        Deposit.Prepare();
        var secret = Path.Combine(Stores.Folder, "secret.json");
        await File.WriteAllTextAsync(secret, """{"outcome":"refused","reasons":["secret"],"feeds":[],"rejected":[]}""", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(Inbox, "lot.zip"), "x", Cancellation);
        Link(Path.Combine(Inbox, "lot.zip.rapport.json"), secret);
        Assert.Null(await Deposit.Shelf.ReadAsync(DepositPlace.Waiting, "lot.zip", Cancellation));
        File.Delete(Path.Combine(Inbox, "lot.zip.rapport.json"));
        await PipeAsync(Path.Combine(Inbox, "lot.zip.rapport.json"));
        Assert.Null(await Deposit.Shelf.ReadAsync(DepositPlace.Waiting, "lot.zip", Cancellation));
    }

    private static AafText Sample(string date) => new AafText { Date = date }.School().Pupil("1", "DURAND", "Zoé", "01/02/2012").Pupil("2", "PETIT", "Ugo", "01/02/2012");

    private static void Link(string path, string target)
    {
        File.Delete(path);
        File.CreateSymbolicLink(path, target);
    }

    private static async Task PipeAsync(string path)
    {
        File.Delete(path);
        using var mkfifo = Process.Start("mkfifo", [path]);
        await mkfifo.WaitForExitAsync(Cancellation);
        Assert.Equal(0, mkfifo.ExitCode);
    }

    private async Task RefusedThenTakenAsync(string code)
    {
        // Links and pipes are as new as the machine's clock says.
        var written = TimeProvider.System.GetUtcNow() + DepositFolder.Quiet + TimeSpan.FromMinutes(1);
        Clock.MoveTo(written > Clock.GetUtcNow() ? written : Clock.GetUtcNow());
        Sample("20261119").Write(Path.Combine(Inbox, "20261119-lot"));
        var refused = (await TakeAsync())!;
        Assert.Equal((ImportOutcome.Refused, code), (refused.Outcome, refused.Remarks[0].Code));
        Assert.Equal(2, System.IO.Directory.GetFileSystemEntries(Path.Combine(Root, "rejets")).Length);
        Assert.Equal(ImportOutcome.Applied, (await TakeAsync())!.Outcome);
        Assert.Null(await TakeAsync());
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(Inbox));
        Assert.Equal(2, Deposit.Forget(Clock.UtcNow.AddDays(1)));
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(Path.Combine(Root, "rejets")));
    }

    private Task<ImportReport?> TakeAsync() => Deposit.TakeNextAsync(new ImportHarness(Stores, Clock).Create(), Cancellation);
}

public sealed class HostileDepositOnSqlite() : HostileDepositTests(Engine.Sqlite);

public sealed class HostileDepositOnPostgreSql() : HostileDepositTests(Engine.PostgreSql);
