using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Tests.Directory;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Nightly;

/// <summary>A pupil comes back to a school at the moment the purge deletes them: they are there afterwards, whole (domain §9, ADR 0026). Only the server lets both write at once.</summary>
[Trait("Rule", "ADR 0026"), Trait("Rule", "S-GD1")]
public sealed class PurgeDuringImportTests() : StorageSuite(Engine.PostgreSql)
{
    [Fact]
    public async Task Whoever_comes_back_while_the_purge_is_at_it_is_left_with_everything()
    {
        await Harness.AppliedAsync(With("20261118", isBack: true));
        await Harness.AppliedAsync(With("20261119", isBack: false), allowRemovals: true);
        await using var db = Stores.Main();
        var absent = await db.Set<Pupil>().Where(pupil => !db.Set<Enrolment>().Any(enrolment => enrolment.PupilId == pupil.Id)).Select(pupil => pupil.Id).ToArrayAsync(Cancellation);
        Assert.Single(absent);

        Task? import = null;
        var operational = new StoreFactory<OperationalDb>(() =>
        {
            if (import is null)
            {
                import = Task.Run(() => Harness.AppliedAsync(With("20261120", isBack: true)), Cancellation);
                while (!import.IsCompleted && !Waits(db))
                {
                    Cancellation.ThrowIfCancellationRequested();
                }
            }

            return Stores.Operational();
        });
        await new ErasePeople(new StoreFactory<MainDb>(Stores.Main), new EraseAccounts(operational, Clock), Clock).PupilsAsync(absent, Cancellation);
        await import!;
        var pupils = await db.Set<Pupil>().Select(pupil => pupil.Id).OrderBy(id => id).ToListAsync(Cancellation);
        Assert.Equal(2, pupils.Count);
        Assert.Equal(pupils, await db.Set<PupilRecord>().Select(record => record.PupilId).OrderBy(id => id).ToListAsync(Cancellation));
        Assert.Equal(pupils, await db.Set<Enrolment>().Select(enrolment => enrolment.PupilId).OrderBy(id => id).ToListAsync(Cancellation));
        Assert.Equal(pupils, await db.Set<Account>().Where(account => account.Kind == AccountKind.Pupil).Select(account => account.PupilId!.Value).OrderBy(id => id).ToListAsync(Cancellation));
    }

    private ImportHarness Harness => new(Stores, Clock);

    // Whether somebody waits here for a row that somebody else holds.
    private static bool Waits(MainDb server) => server.Database
        .SqlQuery<int>($"select count(*)::int as \"Value\" from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'").AsEnumerable().Single() > 0;

    private string With(string date, bool isBack)
    {
        var text = new AafText { Date = date }.School().Pupil("1", "ZANI", "Lou", "01/02/2012");
        return (isBack ? text.Pupil("2", "DURAND", "Zoé", "01/02/2012") : text).Write(Path.Combine(Stores.Folder, date));
    }
}
