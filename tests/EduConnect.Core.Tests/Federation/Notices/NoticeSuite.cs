using EduConnect.Core.Accounts;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Usage;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Tests.Federation.Notices;

/// <summary>Words for tests of notices: services that ask for them, a guardian with two confirmed children, visits.</summary>
public abstract class NoticeSuite(Engine engine) : StorageSuite(engine)
{
    protected static readonly Actor Operator = new(ActorKind.Operator, "op");

    protected SystemRandomSource Random { get; } = new();

    protected ChangeNotices Notices => new(Main, new StoreFactory<OperationalDb>(Stores.Operational), Stores.ReadOnly, Random, Clock);

    protected StoreFactory<MainDb> Main => new(Stores.Main);

    /// <summary>Enters a service; without events it is told nothing.</summary>
    protected async Task<Service> ServiceAsync(string clientId, params string[] events)
    {
        var service = new Service
        {
            Id = Random.NewId(),
            ClientId = clientId,
            Name = clientId,
            Sector = clientId + ".example",
            RedirectUris = [$"https://{clientId}.example/cb"],
            Scopes = [ScopeNames.OpenId],
            Claims = [ClaimNames.Vectors],
            NoticeUri = events.Length == 0 ? null : $"https://{clientId}.example/told",
            NoticeEvents = events,
        };
        await using var main = Stores.Main();
        main.Add(service);
        await main.SaveChangesAsync(Cancellation);
        return service;
    }

    /// <summary>A guardian whose account is activated and who confirmed both children.</summary>
    protected async Task<(TestGuardian Guardian, TestPupil First, TestPupil Second)> FamilyAsync(string lastName = "MOREL", string? mobile = "+33639980001")
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        var school = data.School();
        var (first, second) = (data.Pupil(school, lastName: lastName, firstName: "Inès"), data.Pupil(school, lastName: lastName, firstName: "Malo"));
        var guardian = data.Guardian(first, lastName, "Claire", mobile: mobile, others: second);
        guardian.Account.State = AccountState.Activated;
        await data.SaveAsync();
        await Children.LinksOf(main, guardian.Account.Id).ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.Confirmed).SetProperty(link => link.StatedAt, Clock.UtcNow), Cancellation);
        return (guardian, first, second);
    }

    /// <summary>The holder enters services; the journal is not carried into main yet.</summary>
    protected async Task VisitAsync(Guid account, params string[] services)
    {
        await using var operational = Stores.Operational();
        var journal = new SignInJournal(Clock, Random);
        foreach (var service in services)
        {
            journal.Note(operational, ServiceEntry.Code, account, "request", "192.0.2.1", ServiceEntry.Detail(service));
        }

        await operational.SaveChangesAsync(Cancellation);
    }

    protected async Task DrainAsync()
    {
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        await new DrainJournal(main, operational, Clock).RunAsync(Cancellation);
    }

    /// <summary>Something changes about an account, by hand.</summary>
    protected async Task ChangeAsync(Guid account, ChangeKind kind, string? child = null)
    {
        await using var main = Stores.Main();
        main.Add(new AccountChange { AccountId = account, Kind = kind, At = Clock.UtcNow, PupilKey = child });
        await main.SaveChangesAsync(Cancellation);
    }

    protected async Task<List<AccountChange>> ChangesAsync()
    {
        await using var main = Stores.Main();
        return await main.Set<AccountChange>().AsNoTracking().OrderBy(change => change.Id).ToListAsync(Cancellation);
    }

    protected async Task<List<ChangeNotice>> RowsAsync()
    {
        await using var main = Stores.Main();
        return await main.Set<ChangeNotice>().AsNoTracking().OrderBy(notice => notice.ClientId).ThenBy(notice => notice.Kind).ToListAsync(Cancellation);
    }
}
