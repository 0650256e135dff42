using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Schools;

[Trait("Rule", "S-TN1")]
public abstract class SchoolScopeTests(Engine engine) : StorageSuite(engine)
{
    [Fact]
    public async Task A_unit_of_work_about_one_school_sees_no_other()
    {
        var (own, foreign) = await TwoSchoolsAsync();
        await using var db = Stores.Main();
        db.SchoolScope = own.Id;
        Assert.Equal(own.Id, (await db.Set<School>().SingleAsync(Cancellation)).Id);
        Assert.Equal(own.Id, (await db.Set<SchoolClass>().SingleAsync(Cancellation)).SchoolId);
        Assert.Equal(own.Id, (await db.Set<Enrolment>().SingleAsync(Cancellation)).SchoolId);
        Assert.Null(await db.Set<School>().FirstOrDefaultAsync(school => school.Id == foreign.Id, Cancellation));
    }

    [Fact]
    public async Task A_row_of_another_school_is_not_saved_whether_added_or_moved()
    {
        var (own, foreign) = await TwoSchoolsAsync();
        await using var db = Stores.Main();
        db.SchoolScope = own.Id;
        db.Add(new Operation { Id = Guid.CreateVersion7(), Kind = "inform", Argument = "{}", SchoolId = foreign.Id });
        await Assert.ThrowsAsync<OutsideSchoolException>(() => db.SaveChangesAsync(Cancellation));
        db.ChangeTracker.Clear();
        (await db.Set<SchoolClass>().SingleAsync(Cancellation)).SchoolId = foreign.Id;
        await Assert.ThrowsAsync<OutsideSchoolException>(() => db.SaveChangesAsync(Cancellation));
        db.ChangeTracker.Clear();
        db.Add(Actor.Service.Event("test", DateTime.UtcNow, schoolId: own.Id));
        await db.SaveChangesAsync(Cancellation);
    }

    [Fact]
    public async Task Every_entity_of_a_school_has_the_filter()
    {
        await using var db = Stores.Main();
        var lacking = db.Model.GetEntityTypes()
            .Where(entity => entity.ClrType == typeof(School) || entity.FindProperty("SchoolId") is not null)
            .Where(entity => entity.FindDeclaredQueryFilter(MainDb.SchoolFilter) is null);
        Assert.Empty(lacking.Select(entity => entity.ClrType.Name));
    }

    [Fact]
    public async Task The_scope_is_forgotten_with_the_unit_of_work()
    {
        var db = Stores.Main();
        db.SchoolScope = Guid.CreateVersion7();
        await db.DisposeAsync();
        Assert.Null(db.SchoolScope);
    }

    private async Task<(School Own, School Foreign)> TwoSchoolsAsync()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var (own, foreign) = (data.School(), data.School());
        data.Pupil(own, data.Class(own));
        data.Pupil(foreign, data.Class(foreign));
        await data.SaveAsync();
        return (own, foreign);
    }
}

public sealed class SchoolScopeOnSqlite() : SchoolScopeTests(Engine.Sqlite);

public sealed class SchoolScopeOnPostgreSql() : SchoolScopeTests(Engine.PostgreSql);
