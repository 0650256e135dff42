using EduConnect.Core.Accounts;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Usage;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Federation;

/// <summary>The figures of services, counted while the journal is carried into main, and what a person is shown of their own entries.</summary>
[Trait("Row", "#15")]
public abstract class ServiceUsageTests(Engine engine) : StorageSuite(engine)
{
    private readonly SystemRandomSource _random = new();

    [Fact]
    public async Task Entries_are_counted_by_day_of_Paris_and_people_once_a_day()
    {
        var (pupil, guardian) = await PeopleAsync();
        Clock.Advance(new DateTime(2026, 11, 20, 22, 0, 0, DateTimeKind.Utc) - Clock.UtcNow);
        await EnterAsync("ent", pupil.Id, pupil.Id, guardian.Id);
        await EnterAsync("stage\"é", pupil.Id);
        await DrainAsync();
        Clock.Advance(TimeSpan.FromMinutes(50));
        await EnterAsync("ent", pupil.Id);
        await DrainAsync();
        Clock.Advance(TimeSpan.FromMinutes(20));
        await EnterAsync("ent", pupil.Id);
        await DrainAsync();
        Assert.Equal(
            [("ent", 20, 4, 1, 1), ("stage\"é", 20, 1, 1, 0), ("ent", 21, 1, 1, 0)],
            (await UsageAsync()).Select(row => (row.ClientId, row.Day.Day, row.SignIns, row.Pupils, row.Guardians)));
        Assert.Equal((21, "ent"), (Assert.Single(await UsageAsync("ent", new DateOnly(2026, 11, 21))).Day.Day, "ent"));
    }

    [Fact]
    [Trait("Rule", "S-MT1")]
    public async Task A_stop_between_both_stores_counts_nothing_twice_and_strangers_are_in_no_profile()
    {
        var (pupil, _) = await PeopleAsync();
        await EnterAsync("ent", pupil.Id, _random.NewId());
        await DrainAsync();
        await using (var operational = Stores.Operational())
        {
            await operational.Set<JournalEntry>().ExecuteUpdateAsync(set => set.SetProperty(entry => entry.DrainedAt, (DateTime?)null), Cancellation);
        }

        await DrainAsync();
        var row = Assert.Single(await UsageAsync());
        Assert.Equal((2, 1, 0), (row.SignIns, row.Pupils, row.Guardians));
    }

    [Fact]
    [Trait("Rule", "S-GD1")]
    public async Task A_person_sees_their_own_services_of_twelve_months_carried_or_not()
    {
        var (pupil, guardian) = await PeopleAsync();
        await using (var main = Stores.Main())
        {
            main.AddRange(Contract("ent", "Mon ENT"), Contract("stage", "Stages"));
            await main.SaveChangesAsync(Cancellation);
        }

        await EnterAsync("ent", pupil.Id);
        Clock.Advance(TimeSpan.FromDays(200));
        await EnterAsync("ent", pupil.Id, guardian.Id);
        await DrainAsync();
        Clock.Advance(TimeSpan.FromDays(1));
        await EnterAsync("stage", pupil.Id);
        await EnterAsync("gone", pupil.Id);
        var seen = await VisitedAsync(pupil.Id);
        Assert.Equal([("Stages", 1), ("Mon ENT", 2)], seen.Select(one => (one.Name, one.Times)));
        Assert.Equal((Clock.UtcNow, "given_name"), (seen[0].LastAt, Assert.Single(seen[0].Claims)));
        await DrainAsync();
        Assert.Equal([("Stages", 1), ("Mon ENT", 2)], (await VisitedAsync(pupil.Id)).Select(one => (one.Name, one.Times)));
        Assert.Equal([("Mon ENT", 1)], (await VisitedAsync(guardian.Id)).Select(one => (one.Name, one.Times)));
        Clock.Advance(TimeSpan.FromDays(200));
        Assert.Equal([("Stages", 1), ("Mon ENT", 1)], (await VisitedAsync(pupil.Id)).Select(one => (one.Name, one.Times)));
        Clock.Advance(TimeSpan.FromDays(200));
        Assert.Empty(await VisitedAsync(pupil.Id));
    }

    private async Task<(Account Pupil, Account Guardian)> PeopleAsync()
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        var pupil = data.Pupil(data.School());
        var guardian = data.Guardian(pupil);
        await data.SaveAsync();
        return (pupil.Account!, guardian.Account);
    }

    private async Task EnterAsync(string clientId, params Guid[] accounts)
    {
        await using var operational = Stores.Operational();
        var journal = new SignInJournal(Clock, _random);
        foreach (var account in accounts)
        {
            journal.Note(operational, ServiceEntry.Code, account, "request", "192.0.2.1", ServiceEntry.Detail(clientId));
        }

        await operational.SaveChangesAsync(Cancellation);
    }

    private async Task DrainAsync()
    {
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        await new DrainJournal(main, operational, Clock).RunAsync(Cancellation);
    }

    private async Task<IReadOnlyList<ServiceUsage>> UsageAsync(string? clientId = null, DateOnly? since = null)
    {
        await using var main = Stores.Main();
        return await new ReadUsage(main).RunAsync(clientId, since, Cancellation);
    }

    private async Task<IReadOnlyList<VisitedService>> VisitedAsync(Guid account)
    {
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        return await new ReadVisitedServices(main, operational, Clock).RunAsync(account, Cancellation);
    }

    private static Service Contract(string clientId, string name) => new()
    {
        Id = Guid.CreateVersion7(),
        ClientId = clientId,
        Name = name,
        Sector = "rp.example",
        RedirectUris = ["https://rp.example/cb"],
        Scopes = ["openid"],
        Claims = ["given_name"],
    };
}

public sealed class ServiceUsageOnSqlite() : ServiceUsageTests(Engine.Sqlite);

public sealed class ServiceUsageOnPostgreSql() : ServiceUsageTests(Engine.PostgreSql);
