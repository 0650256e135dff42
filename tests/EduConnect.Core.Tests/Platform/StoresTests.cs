using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Platform;

public abstract class StoresTests(Engine engine) : StorageSuite(engine)
{
    [Fact]
    public async Task Instants_come_back_in_utc_cut_to_the_microsecond()
    {
        var at = new DateTime(2026, 11, 20, 8, 30, 0, DateTimeKind.Utc).AddTicks(12345679);
        await using (var db = Stores.Main())
        {
            db.Add(Actor.Service.Event("test", at));
            await db.SaveChangesAsync(Cancellation);
        }

        await using var again = Stores.Main();
        var read = await again.Set<AuditEvent>().SingleAsync(Cancellation);
        Assert.Equal(DateTimeKind.Utc, read.At.Kind);
        Assert.Equal(at.Ticks - (at.Ticks % 10), read.At.Ticks);
    }

    [Fact]
    public async Task A_taken_unique_key_is_recognised_as_such()
    {
        await using var db = Stores.Main();
        db.AddRange(NewSchool(), NewSchool());
        var failure = await Assert.ThrowsAnyAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancellation));
        Assert.True(Stores.Provider.IsUniqueViolation(failure));
        Assert.False(Stores.Provider.IsUnavailable(failure));
    }

    [Fact]
    [Trait("Rule", "S-MT3")]
    public async Task Nothing_is_saved_in_main_during_maintenance_and_everything_after()
    {
        var now = DateTime.UtcNow;
        Stores.ReadOnly.Plan(now.AddMinutes(-1), now.AddMinutes(5));
        await using var db = Stores.Main();
        db.Add(NewSchool());
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => db.SaveChangesAsync(Cancellation));
        Stores.ReadOnly.Plan(null, null);
        await db.SaveChangesAsync(Cancellation);
        Assert.Equal(1, await db.Set<School>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Bulk_copy_writes_every_kind_of_value()
    {
        await using var db = Stores.Main();
        var id = Guid.CreateVersion7();
        var rows = new[] { new object?[] { id, null, "DURAND", "DURAND", "Zoé", new DateOnly(2014, 2, 19), "Mme", "durand zoe", 7L } };
        var count = await Stores.Provider.Bulk(db).CopyAsync(
            "pupil", ["id", "ine", "family_name", "usual_name", "first_name", "birth_date", "civility", "search_name", "identity_key"], rows.ToAsyncEnumerable(), Cancellation);
        Assert.Equal(1, count);
        var pupil = await db.Set<Pupil>().SingleAsync(p => p.Id == id, Cancellation);
        Assert.Equal(new DateOnly(2014, 2, 19), pupil.BirthDate);
        Assert.Equal("Zoé", pupil.FirstName);
    }

    [Fact]
    public async Task Bulk_merge_writes_new_rows_and_takes_the_new_values_of_those_that_are_there()
    {
        await using var db = Stores.Main();
        var bulk = Stores.Provider.Bulk(db);
        await bulk.MergeAsync(db, [new UsernameCounter { Base = "j.martin", Given = 1 }], Cancellation);
        await using (var transaction = await db.Database.BeginTransactionAsync(Cancellation))
        {
            await bulk.MergeAsync(db, [new UsernameCounter { Base = "j.martin", Given = 7 }, new UsernameCounter { Base = "a.petit", Given = 2 }], Cancellation);
            await bulk.MergeAsync(db, [new UsernameCounter { Base = "a.petit", Given = 3 }], Cancellation);
            await transaction.CommitAsync(Cancellation);
        }

        var kept = await db.Set<UsernameCounter>().OrderBy(counter => counter.Base).Select(counter => counter.Base + counter.Given).ToListAsync(Cancellation);
        Assert.Equal(["a.petit3", "j.martin7"], kept);
    }

    private static School NewSchool() => new() { Id = Guid.CreateVersion7(), Uai = "9990001X", SourceId = "7101", Academie = "10", Name = "CLG", Departement = "999" };
}

public sealed class StoresOnSqlite() : StoresTests(Engine.Sqlite);

public sealed class StoresOnPostgreSql() : StoresTests(Engine.PostgreSql);
