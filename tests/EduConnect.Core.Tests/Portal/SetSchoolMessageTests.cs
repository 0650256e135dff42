using EduConnect.Core.Agents;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Portal;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Scope;
using EduConnect.Core.Tests.Platform;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Portal;

/// <summary>Two agents, or two clicks, write the message of a school at once (domain 14.1): the last one counts, and nobody sees a failure.</summary>
[Trait("Section", "14.1")]
public abstract class SetSchoolMessageTests(Engine engine) : StorageSuite(engine)
{
    private static readonly DateOnly Day = new(2026, 11, 20);
    private School _school = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var main = Stores.Main();
        var data = new TestData(main);
        _school = data.School();
        await data.SaveAsync();
    }

    [Fact]
    public async Task The_first_message_written_twice_at_once_is_one_message()
    {
        var other = new BeforeSave(() => SetAsync(Stores.Main, "Réunion lundi."));
        await SetAsync(() => other.Open(Stores), "Réunion mardi.");
        Assert.Equal(["Réunion mardi."], await TextsAsync());
        Assert.Equal(2, await EventsAsync("school.message-set"));
    }

    [Theory]
    [InlineData("Réunion mardi.")]
    [InlineData(null)]
    public async Task A_message_taken_away_in_between_is_written_anew_or_gone_once(string? text)
    {
        await SetAsync(Stores.Main, "Réunion lundi.");
        var other = new BeforeSave(() => SetAsync(Stores.Main, null));
        await SetAsync(() => other.Open(Stores), text);
        Assert.Equal(text ?? string.Empty, string.Join('|', await TextsAsync()));
        Assert.Equal(1, await EventsAsync("school.message-removed"));
    }

    private Task SetAsync(Func<MainDb> open, string? text)
    {
        var agent = new Agent { Id = Guid.NewGuid(), Username = "agent", DisplayName = "S. Carpentier", PasswordHash = "none", TotpSeed = [] };
        var scope = new EstablishmentScope(new SignedInAgent(Guid.NewGuid(), agent, []), _school, new Actor(ActorKind.Agent, agent.Id.ToString()));
        return new SetSchoolMessage(new StoreFactory<MainDb>(open), Stores.Provider, Clock).RunAsync(scope, text, Day, Day.AddDays(7), Cancellation);
    }

    private async Task<List<string>> TextsAsync()
    {
        await using var main = Stores.Main();
        return await main.Set<SchoolMessage>().Select(message => message.Text).ToListAsync(Cancellation);
    }

    private async Task<int> EventsAsync(string code)
    {
        await using var main = Stores.Main();
        return await main.Set<AuditEvent>().CountAsync(row => row.Code == code && row.SchoolId == _school.Id, Cancellation);
    }
}

public sealed class SetSchoolMessageOnSqlite() : SetSchoolMessageTests(Engine.Sqlite);

public sealed class SetSchoolMessageOnPostgreSql() : SetSchoolMessageTests(Engine.PostgreSql);
