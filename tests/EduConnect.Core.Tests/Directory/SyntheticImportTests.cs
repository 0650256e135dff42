using System.Collections.Concurrent;
using System.Data.Common;
using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Synthesis;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>Generated exports, with every irregularity, against what the generator says an importer should hold.</summary>
public abstract class SyntheticImportTests(Engine engine) : StorageSuite(engine)
{
    private string Folder => Path.Combine(Stores.Folder, "exports");

    private ImportHarness Harness => new(Stores, Clock);

    [Fact]
    [Trait("Row", "#229")]
    public async Task A_complet_of_both_degrees_gives_what_its_manifest_promises()
    {
        var manifest = Generate(new() { Pupils = 1500, Academies = [Academie.Known[0], Academie.Known[1]] });
        var report = await Harness.AppliedAsync(Folder);
        await AgreesAsync(manifest.Steps[0]);
        Assert.Empty(report.Rejected);
        await using var db = Stores.Main();
        Assert.Equal(manifest.Steps[0].People!.PupilAccounts, await db.Set<Account>().CountAsync(account => account.Kind == AccountKind.Pupil, Cancellation));
        Assert.Equal(manifest.Steps[0].People!.GuardianAccounts, await db.Set<Account>().CountAsync(account => account.Kind == AccountKind.Guardian, Cancellation));
    }

    [Fact]
    [Trait("Row", "#232")]
    public async Task Deltas_of_depth_3_end_in_the_same_ties_as_their_manifest_and_repeating_them_changes_nothing()
    {
        var manifest = Generate(new() { Pupils = 800, Deltas = 4, DailyChanges = 0.05 });
        await Harness.AppliedAsync(Folder);
        await AgreesAsync(manifest.Steps[^1]);
        var state = await Harness.StateAsync();
        Assert.Equal(ImportOutcome.NothingNew, (await Harness.ImportAsync(Folder)).Outcome);
        Assert.Equal(state, await Harness.StateAsync());
    }

    /// <summary>
    /// In the table of a nation every third guardian has no mail: a question for some addresses that also reaches for rows without any reads millions of them, for
    /// each chunk. What the engine makes of a condition that may be null is seen in the statement only.
    /// </summary>
    protected async Task AsksByKeysOnlyAsync()
    {
        Generate(new() { Pupils = 300, Deltas = 2, DailyChanges = 0.1 });
        var heard = new StatementsHeard();
        var options = new DbContextOptionsBuilder<MainDb>().AddInterceptors(heard);
        Stores.Provider.Configure(options, Stores.MainConnection);
        var harness = Harness;
        harness.OpenMain = () => new MainDb((DbContextOptions<MainDb>)options.Options);
        await harness.AppliedAsync(Folder);
        Assert.Contains(heard.Texts, text => text.Contains("mail = ANY", StringComparison.Ordinal));
        Assert.DoesNotContain(heard.Texts, text => text.Contains("array_position", StringComparison.Ordinal));
        Assert.Contains(heard.Texts, text => text.Contains("enable_seqscan = off", StringComparison.Ordinal));
    }

    private Manifest Generate(SynthesisOptions options) => new Exporter(options, Folder).Write();

    private async Task AgreesAsync(ManifestStep step)
    {
        await using var db = Stores.Main();
        foreach (var feed in step.Feeds)
        {
            var degree = DegreeCode.Parse(feed.Degree);
            var pupils = db.Set<PupilRecord>().Where(record => record.Academie == feed.Academie && record.Degree == degree && record.GoneAt == null);
            var guardians = db.Set<GuardianRecord>().Where(record => record.Academie == feed.Academie && record.Degree == degree && record.GoneAt == null);
            var links = db.Set<GuardianLink>().Where(link => link.GoneAt == null && guardians.Any(record => record.Id == link.GuardianRecordId));
            var found = (
                Pupils: await pupils.CountAsync(Cancellation),
                Legal: await links.CountAsync(link => link.Kind == GuardianKind.LegalGuardian, Cancellation),
                InCharge: await links.CountAsync(link => link.Kind == GuardianKind.PersonInCharge, Cancellation),
                Entitled: await guardians.CountAsync(record => links.Any(link => link.GuardianRecordId == record.Id), Cancellation),
                WithAccount: await guardians.CountAsync(record => links.Any(link => link.GuardianRecordId == record.Id) && record.AccountId != null, Cancellation));
            var expected = feed.Expected;
            Assert.Equal((expected.Pupils, expected.LegalLinks, expected.InChargeLinks, expected.GuardianRecordsWithAccount, expected.GuardianRecordsWithAccount), found);
        }
    }
}

public sealed class SyntheticImportOnSqlite() : SyntheticImportTests(Engine.Sqlite);

public sealed class SyntheticImportOnPostgreSql() : SyntheticImportTests(Engine.PostgreSql)
{
    [Fact]
    [Trait("Row", "#229")]
    public Task Chunks_ask_for_the_rows_of_their_keys_and_no_others() => AsksByKeysOnlyAsync();
}

/// <summary>Keeps the text of every statement that went to the database.</summary>
internal sealed class StatementsHeard : DbCommandInterceptor
{
    private readonly ConcurrentDictionary<string, byte> _texts = new(StringComparer.Ordinal);

    /// <summary>Each text once.</summary>
    public IEnumerable<string> Texts => _texts.Keys;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        _texts.TryAdd(command.CommandText, 0);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        _texts.TryAdd(command.CommandText, 0);
        return ValueTask.FromResult(result);
    }
}
