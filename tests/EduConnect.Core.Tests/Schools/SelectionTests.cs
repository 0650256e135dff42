using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace EduConnect.Core.Tests.Schools;

/// <summary>The selection of a list (row #131), when two forms of one agent come at once.</summary>
public abstract class SelectionTests(Engine engine) : StorageSuite(engine)
{
    [Fact]
    [Trait("Row", "#131")]
    public async Task Two_first_forms_at_once_are_both_taken_over()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School();
        var (ines, malo) = (data.Pupil(school, null, "MOREL", "Inès", username: "i.morel").Account!.Id, data.Pupil(school, null, "MOREL", "Malo", username: "m.morel").Account!.Id);
        await data.SaveAsync();
        var scope = new EstablishmentScope(
            new SignedInAgent(Guid.CreateVersion7(), new Agent { Username = "a", DisplayName = "a", PasswordHash = "x", TotpSeed = [1] }, []), school, new Actor(ActorKind.Agent, "a"));
        var between = new Between(() => Selections(Stores.Operational).ApplyAsync(scope, ListKind.Pupils, new HashSet<Guid> { ines }, new HashSet<Guid> { ines }, Cancellation));
        Assert.Equal(BoxesTaken.All, await Selections(() => Open(between)).ApplyAsync(scope, ListKind.Pupils, new HashSet<Guid> { malo }, new HashSet<Guid> { malo }, Cancellation));
        Assert.Equal(BoxesTaken.All, between.Result);
        Assert.Equal(new HashSet<Guid> { ines, malo }, await Selections(Stores.Operational).ResolveAsync(scope, ListKind.Pupils, Cancellation));
    }

    private Selections Selections(Func<OperationalDb> open) => new(
        new StoreFactory<OperationalDb>(open), new SchoolList(new StoreFactory<MainDb>(Stores.Main), new SchoolCalendar(new ServiceOptions(), Clock)), Stores.Provider, Clock);

    private OperationalDb Open(Between between)
    {
        var options = new DbContextOptionsBuilder<OperationalDb>();
        Stores.Provider.Configure(options, Stores.OperationalConnection);
        options.AddInterceptors(between);
        return new OperationalDb(options.Options);
    }

    /// <summary>Lets another form come after the row was looked for, and before it is made.</summary>
    private sealed class Between(Func<Task<BoxesTaken>> act) : SaveChangesInterceptor
    {
        public BoxesTaken? Result { get; private set; }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Result ??= await act();
            return result;
        }
    }
}

public sealed class SelectionOnSqlite() : SelectionTests(Engine.Sqlite);

public sealed class SelectionOnPostgreSql() : SelectionTests(Engine.PostgreSql);
