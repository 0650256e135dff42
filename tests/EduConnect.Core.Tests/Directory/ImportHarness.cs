using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Directory.Packaging;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>Runs imports against the stores of a test and reads back what they left.</summary>
internal sealed class ImportHarness(TestStores stores, TestClock clock)
{
    private static readonly string SharedKeys = System.IO.Directory.CreateTempSubdirectory("educonnect-import-keys-").FullName;

    public KeyRing Keys { get; init; } = new(SharedKeys, clock, new SystemRandomSource());

    public Action<string>? Checkpoint { get; set; }

    public Func<string, Stream>? CreateFile { get; set; }

    public int ChunkSize { get; set; } = 2500;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<ImportReport> ImportAsync(string folder, bool dryRun = false, bool allowRemovals = false, string? whiteList = null, string? academie = null, Degree? degree = null) =>
        Create().RunAsync(
            new ImportRequest(folder) { IsDryRun = dryRun, AllowsRemovals = allowRemovals, WhiteListFile = whiteList, Academie = academie, Degree = degree }, Cancellation);

    /// <summary>How the main store is opened; as the stores of the test say unless a test listens in.</summary>
    public Func<MainDb>? OpenMain { get; set; }

    public DirectoryImport Create() =>
        new(OpenMain ?? stores.Main, stores.Provider, Keys, stores.ReadOnly, clock, new MappingProfiles(), Path.Combine(stores.Folder, "work"))
        {
            ChunkSize = ChunkSize,
            Checkpoint = Checkpoint,
            Unpacker = CreateFile is null ? new ArchiveUnpacker() : new ArchiveUnpacker(CreateFile),
        };

    public async Task<ImportReport> AppliedAsync(string folder, bool allowRemovals = false)
    {
        var report = await ImportAsync(folder, allowRemovals: allowRemovals);
        Assert.True(report.Outcome == ImportOutcome.Applied, $"{report.Outcome}: {string.Join(" | ", report.Reasons)}");
        return report;
    }

    public async Task<ImportReport> RefusedAsync(string folder, string because)
    {
        var before = await StateAsync();
        var report = await ImportAsync(folder);
        Assert.Equal(ImportOutcome.Refused, report.Outcome);
        Assert.Contains(because, report.Reasons[0], StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, await StateAsync());
        return report;
    }

    /// <summary>Every row the import may write, as sorted text without instants: two stores that agree on it hold the same directory and accounts.</summary>
    public async Task<string> StateAsync()
    {
        await using var db = stores.Main();
        var lines = new List<string>();
        lines.AddRange((await db.Set<School>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"school {x.Id} {x.Uai} {x.SourceId} {x.Academie} {x.Degree} {x.TypeLabel}|{x.Name}|{x.Town}|{x.Street}|{x.PostCode}|{x.Mail}|{x.Circonscription}|{x.IsPrivate} {x.RowHash} {x.GoneAt is null}"));
        lines.AddRange((await db.Set<SchoolClass>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"class {x.Id} {x.SchoolId} {x.Code} {x.Label}"));
        lines.AddRange((await db.Set<Mef>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"mef {x.Code} {x.Label}"));
        lines.AddRange((await db.Set<Pupil>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"pupil {x.Id} {x.Ine} {x.FamilyName}|{x.UsualName}|{x.FirstName}|{x.BirthDate:O}|{x.Civility}|{x.SearchName} {x.IdentityKey}"));
        lines.AddRange((await db.Set<PupilRecord>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"record {x.Id} {x.Academie} {x.Degree} {x.SourceId} {x.RegistrationNumber} {x.PupilId} {x.RowHash} {x.GoneAt is null}"));
        lines.AddRange((await db.Set<Enrolment>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"enrolment {x.PupilRecordId} {x.SchoolId} {x.PupilId} {x.ClassId} {x.MefCode} {x.Level} {x.Kind}"));
        lines.AddRange((await db.Set<GuardianRecord>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"guardian {x.Id} {x.Academie} {x.Degree} {x.SourceId} {x.Civility}|{x.FamilyName}|{x.UsualName}|{x.FirstName}|{x.Mail}|{x.Mobile}|{x.SearchName} {x.AccountId} {x.RowHash} {x.GoneAt is null}"));
        lines.AddRange((await db.Set<GuardianLink>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"link {x.GuardianRecordId} {x.PupilRecordId} {x.PupilId} {x.Relation} {x.Kind} {x.Statement} {x.GoneAt is null}"));
        lines.AddRange((await db.Set<Account>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"account {x.Id} {x.Kind} {x.PupilId} {x.Username} {x.State}"));
        lines.AddRange((await db.Set<UsernameCounter>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"counter {x.Base} {x.Given}"));
        lines.AddRange((await db.Set<RetiredUsername>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"retired {x.Username}"));
        lines.AddRange((await db.Set<PupilDoubt>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"doubt {x.PupilId} {x.OtherPupilId} {x.Decision}"));
        lines.AddRange((await db.Set<RecordProposal>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"proposal {x.GuardianRecordId} {x.AccountId} {x.AnsweredAt is null}"));
        lines.AddRange((await db.Set<SourceFeed>().AsNoTracking().ToListAsync(Cancellation)).Select(x => $"feed {x.Academie} {x.Degree} {x.LastCompletDate:O} {x.LastExportDate:O}"));
        lines.Sort(StringComparer.Ordinal);
        return string.Join('\n', lines);
    }
}
