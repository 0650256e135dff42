using System.IO.Compression;
using System.Text.Json;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Schools;
using EduConnect.Testing.Storage;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>Deposit folders (domain 2.3, row #233): taken when complete, moved with their report.</summary>
[Trait("Row", "#233")]
public sealed class DepositFolderTests() : StorageSuite(Engine.Sqlite)
{
    private string Root => Path.Combine(Stores.Folder, "educonnect2d", "ect-sync2d");

    private string Inbox => Path.Combine(Root, "depot_racine");

    private DepositFolder Deposit => new(Root, Degree.Second, Clock);

    [Fact]
    public async Task An_archive_is_taken_once_it_has_its_final_name_and_has_come_to_rest()
    {
        Deposit.Prepare();
        var archive = Path.Combine(Inbox, "ENT2D.20261119.zip");
        ZipFile.CreateFromDirectory(Sample("20261119").Write(Path.Combine(Stores.Folder, "one")), archive + ".part");
        File.SetLastWriteTimeUtc(archive + ".part", Clock.UtcNow.AddHours(-1));
        Assert.Null(await TakeAsync());
        File.Move(archive + ".part", archive);
        File.SetLastWriteTimeUtc(archive, Clock.UtcNow);
        Assert.Null(await TakeAsync());
        Clock.Advance(DepositFolder.Quiet);
        Assert.Equal(ImportOutcome.Applied, (await TakeAsync())!.Outcome);
        Assert.Empty(System.IO.Directory.EnumerateFileSystemEntries(Inbox));
        Assert.Contains(Done("traites"), name => name.EndsWith("ENT2D.20261119.zip", StringComparison.Ordinal));
        var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Root, "traites", Done("traites").Single(name => name.EndsWith(".rapport.json", StringComparison.Ordinal))), Cancellation));
        Assert.Equal("applied", report.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(1, report.RootElement.GetProperty("pupils").GetProperty("added").GetInt32());
    }

    [Fact]
    [Trait("Rule", "S-GD1")]
    public async Task What_is_over_goes_with_its_report_after_its_time_and_what_is_held_stays()
    {
        Deposit.Prepare();
        var taken = Clock.UtcNow;
        foreach (var place in (string[])["traites", "rejets", "retenus"])
        {
            var name = $"{taken:yyyyMMdd-HHmmssfff}-ENT2D.zip";
            await File.WriteAllTextAsync(Path.Combine(Root, place, name), "x", Cancellation);
            await File.WriteAllTextAsync(Path.Combine(Root, place, name + ".rapport.json"), "{}", Cancellation);
            Sample("20261119").Write(Path.Combine(Root, place, $"{taken.AddDays(1):yyyyMMdd-HHmmssfff}-lot"));
        }

        Assert.Equal(0, Deposit.Forget(taken));
        Assert.Equal(2, Deposit.Forget(taken.AddMilliseconds(1)));
        Assert.Equal((1, 1, 3), (Done("traites").Count, Done("rejets").Count, Done("retenus").Count));
        Assert.Equal(2, Deposit.Forget(taken.AddDays(2)));
        Assert.Equal((0, 0, 3), (Done("traites").Count, Done("rejets").Count, Done("retenus").Count));
    }

    [Fact]
    public async Task Loose_files_are_taken_together_at_their_end_marker()
    {
        Deposit.Prepare();
        Sample("20261119").Write(Inbox);
        foreach (var file in System.IO.Directory.GetFiles(Inbox))
        {
            File.SetLastWriteTimeUtc(file, Clock.UtcNow);
        }

        Assert.Null(await TakeAsync());
        await File.WriteAllTextAsync(Path.Combine(Inbox, "fin"), "", Cancellation);
        Assert.Equal(ImportOutcome.Applied, (await TakeAsync())!.Outcome);
        Assert.Empty(System.IO.Directory.EnumerateFileSystemEntries(Inbox));
    }

    [Fact]
    public async Task Folders_are_taken_in_the_order_of_their_dates_and_a_malformed_one_goes_to_rejets()
    {
        Deposit.Prepare();
        Sample("20261120").Write(Path.Combine(Inbox, "b-20261120"));
        var first = Sample("20261119");
        first.Write(Path.Combine(Inbox, "z-20261119"));
        await File.WriteAllTextAsync(Path.Combine(Inbox, "z-20261119", first.FileName("Eleve")), "<ficAlimMENESR><addRequest>", Cancellation);
        foreach (var name in new[] { "b-20261120", "z-20261119" })
        {
            await File.WriteAllTextAsync(Path.Combine(Inbox, name + ".fin"), "", Cancellation);
        }

        Assert.Equal(ImportOutcome.Refused, (await TakeAsync())!.Outcome);
        Assert.Contains(Done("rejets"), name => name.EndsWith("z-20261119", StringComparison.Ordinal));
        Assert.Equal(ImportOutcome.Applied, (await TakeAsync())!.Outcome);
        Assert.Null(await TakeAsync());
        Assert.Empty(System.IO.Directory.EnumerateFileSystemEntries(Inbox));
    }

    [Fact, Trait("Rule", "S-XM1")]
    public async Task A_disk_that_fills_while_unpacking_keeps_the_deposit_in_work_and_the_next_turn_takes_it()
    {
        Deposit.Prepare();
        var archive = Path.Combine(Inbox, "ENT2D.20261119.zip");
        ZipFile.CreateFromDirectory(Sample("20261119").Write(Path.Combine(Stores.Folder, "one")), archive);
        File.SetLastWriteTimeUtc(archive, Clock.UtcNow.AddHours(-1));
        var harness = new ImportHarness(Stores, Clock) { CreateFile = _ => new FileStream("/dev/full", FileMode.Open, FileAccess.Write) };
        var fault = await Assert.ThrowsAsync<IOException>(() => Deposit.TakeNextAsync(harness.Create(), Cancellation));
        Assert.Contains("the disk of the data folder is full: free some space and import again", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Done("rejets"));
        Assert.Equal(ImportOutcome.Applied, (await TakeAsync())!.Outcome);
    }

    [Fact]
    public async Task An_export_of_the_other_degree_is_refused_here()
    {
        Deposit.Prepare();
        var text = Sample("20261119");
        (text.Degree, text.Prefix) = ("1D", "ENT1D");
        text.Write(Path.Combine(Inbox, "livraison"));
        await File.WriteAllTextAsync(Path.Combine(Inbox, "livraison.fin"), "", Cancellation);
        Assert.Equal(ImportOutcome.Refused, (await TakeAsync())!.Outcome);
    }

    [Fact]
    public async Task A_deposit_that_a_crash_left_in_work_is_taken_up_first()
    {
        Deposit.Prepare();
        Sample("20261119").Write(Path.Combine(Root, "encours", "20261120-090000000-livraison"));
        Assert.Equal(ImportOutcome.Applied, (await TakeAsync())!.Outcome);
        Assert.Contains("20261120-090000000-livraison", Done("traites"));
    }

    private static AafText Sample(string date) => new AafText { Date = date }.School().Pupil("1", "DURAND", "Zoé", "01/02/2012").Pupil("2", "DATE" + date, "Zoé", "01/02/2012", school: date == "20261120" ? "7101" : "9", classes: "");

    private List<string> Done(string folder) => [.. System.IO.Directory.EnumerateFileSystemEntries(Path.Combine(Root, folder)).Select(path => Path.GetFileName(path)!)];

    private Task<ImportReport?> TakeAsync() => Deposit.TakeNextAsync(new ImportHarness(Stores, Clock).Create(), Cancellation);
}
