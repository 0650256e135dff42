using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Informing;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>The worker as a process of its own, killed with SIGKILL in the middle of informing a whole school: another takes the work up where it stood.</summary>
[Trait("Row", "#137")]
[Trait("Row", "#145")]
[Trait("Row", "#185")]
[Trait("Rule", "S-PP8")]
public sealed class WorkerKilledTests : IAsyncLifetime
{
    private const int Pupils = 2000;
    private const int Guardians = 600;
    private const int PupilsInClass = 30;
    private TestApp _app = null!;
    private EstablishmentScope _scope = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(Engine.PostgreSql, settings: "--Roles=sign-in,administration");
        await using var db = _app.Main();
        var data = new TestData(db);
        var school = data.School();
        SchoolClass? schoolClass = null;
        for (var i = 0; i < Pupils; i++)
        {
            schoolClass = i % PupilsInClass == 0 ? data.Class(school, $"C{i / PupilsInClass:00}") : schoolClass;
            var pupil = data.Pupil(school, schoolClass, $"NOM{i}", $"Prénom{i}");
            if (i < Guardians)
            {
                data.Guardian(pupil, $"NOM{i}", "Claude", mail: $"claude.nom{i}@example.org");
            }
        }

        await data.SaveAsync();
        var agent = new Agent { Id = Guid.CreateVersion7(), Username = "s.carpentier", DisplayName = "S. Carpentier", PasswordHash = "-", TotpSeed = [] };
        _scope = new EstablishmentScope(new SignedInAgent(Guid.CreateVersion7(), agent, []), school, new Actor(ActorKind.Agent, agent.Id.ToString()));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Two_thousand_pupils_have_one_password_each_whenever_it_dies()
    {
        var order = await OrderAsync(ListKind.Pupils, InformWay.Sheets);
        await DieAtAsync(order, 200);
        var first = await PasswordsAsync();
        await DieAtAsync(order, 1000);
        var second = await PasswordsAsync();
        await EndAsync(order);

        var last = await PasswordsAsync();
        Assert.InRange(first.Count, 200, Pupils - 1);
        Assert.InRange(second.Count, 1000, Pupils - 1);
        Assert.All(first, pair => Assert.Equal(pair.Value, second[pair.Key]));
        Assert.All(second, pair => Assert.Equal(pair.Value, last[pair.Key]));
        Assert.Equal(Pupils, last.Count);
        await InformedOnceAsync(Pupils);
    }

    [Fact]
    public async Task Guardians_get_one_mail_each_whenever_it_dies()
    {
        var order = await OrderAsync(ListKind.LegalGuardians, InformWay.Mail);
        await DieAtAsync(order, 200);
        await EndAsync(order);

        await InformedOnceAsync(Guardians);
        await using var db = _app.Main();
        var addresses = await db.Set<OutboxMessage>().Select(message => message.Recipient).ToListAsync(Cancellation);
        Assert.Equal((Guardians, Guardians), (addresses.Count, addresses.Distinct(StringComparer.Ordinal).Count()));
    }

    private async Task<Guid> OrderAsync(ListKind kind, InformWay way)
    {
        await using var services = _app.Services.CreateAsyncScope();
        var accounts = await services.ServiceProvider.GetRequiredService<SchoolList>().PeopleAsync(_scope.School.Id, kind, new ListSearch(), Cancellation);
        var id = Guid.CreateVersion7();
        Assert.True(await services.ServiceProvider.GetRequiredService<RequestInformation>()
            .RunAsync(_scope, id, new InformOrder(kind, way, 1, false, "S. Carpentier", [.. accounts]), Cancellation));
        return id;
    }

    /// <summary>Lets a worker work until so many accounts are done, kills it, and lets its lease run out.</summary>
    private async Task DieAtAsync(Guid order, int done)
    {
        using (var worker = await ServerNode.StartWorkerAsync(_app.Stores, Cancellation))
        {
            await UntilAsync(order, operation => operation.Done >= done);
            worker.Kill();
        }

        await using var db = _app.Main();
        Assert.Equal(1, await db.Set<Operation>().Where(operation => operation.Id == order && operation.State == OperationState.Running)
            .ExecuteUpdateAsync(row => row.SetProperty(operation => operation.LeaseUntil, DateTime.UtcNow.AddSeconds(-1)), Cancellation));
    }

    private async Task EndAsync(Guid order)
    {
        using var worker = await ServerNode.StartWorkerAsync(_app.Stores, Cancellation);
        var ended = await UntilAsync(order, operation => operation.State is OperationState.Done or OperationState.Failed);
        Assert.True(ended.State == OperationState.Done, ended.Error);
    }

    private async Task<Operation> UntilAsync(Guid order, Func<Operation, bool> holds)
    {
        while (true)
        {
            await using var db = _app.Main();
            var operation = await db.Set<Operation>().AsNoTracking().SingleAsync(row => row.Id == order, Cancellation);
            if (holds(operation))
            {
                return operation;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), Cancellation);
        }
    }

    /// <summary>What tells one password of a pupil from another.</summary>
    private async Task<Dictionary<Guid, string>> PasswordsAsync()
    {
        await using var db = _app.Main();
        var accounts = await db.Set<Account>().AsNoTracking().Where(account => account.Kind == AccountKind.Pupil && account.ProvisionalMac != null).ToListAsync(Cancellation);
        return accounts.ToDictionary(account => account.Id, account => Convert.ToHexString(account.ProvisionalMac!));
    }

    private async Task InformedOnceAsync(int people)
    {
        await using var db = _app.Main();
        var told = await db.Set<AuditEvent>().Where(audit => audit.Code == "account.informed").Select(audit => audit.AccountId).ToListAsync(Cancellation);
        Assert.Equal((people, people), (told.Count, told.Distinct().Count()));
        Assert.Equal(people, await db.Set<InformedAccount>().CountAsync(Cancellation));
    }
}
