using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Managing;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Agents;

/// <summary>Passwords of agents under keys that follow one another: each goes over at its holder's next sign-in, and no key goes before (S-PP4, S-PW2).</summary>
[Trait("Rule", "S-PP4"), Trait("Rule", "S-PW2")]
public abstract class AgentPasswordTests(Engine engine) : AgentDeskSuite(engine)
{
    private static readonly Actor Operator = new(ActorKind.Operator, "op");

    [Fact]
    public async Task The_old_pepper_stays_until_the_last_agent_has_signed_in_under_the_new_one()
    {
        var old = await RotateAsync();
        Assert.Equal([new OldKey(old, 1, false)], await RetireAsync());
        Assert.Equal(["s.carpentier"], await Rotate().AgentsAsync(old, Cancellation));

        Assert.Equal(AgentSignInOutcome.Done, (await TryAsync(Code())).Outcome);
        Assert.Equal(old, await PepperAsync());
        await DrainAsync();
        Assert.Equal(Keys.Current(KeyPurpose.Pepper).Id, await PepperAsync());
        Assert.Empty(await Rotate().AgentsAsync(old, Cancellation));
        Assert.Equal([new OldKey(old, 0, true)], await RetireAsync());
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(AgentSignInOutcome.Done, (await TryAsync(Code())).Outcome);
        await using var db = Stores.Main();
        var audit = await db.Set<AuditEvent>().SingleAsync(row => row.Code == AgentJournal.SignedInCode, Cancellation);
        Assert.Equal((ActorKind.Agent, Agent.Id.ToString(), string.Empty), (audit.ActorKind, audit.ActorId, audit.Detail));
    }

    [Fact]
    public async Task A_refused_sign_in_carries_no_hash_over()
    {
        await RotateAsync();
        Assert.Equal(AgentSignInOutcome.Wrong, (await TryAsync("000000")).Outcome);
        await WrongAsync("s.carpentier", Home);
        await using var db = Stores.Operational();
        Assert.All(await db.Set<JournalEntry>().ToListAsync(Cancellation), entry => Assert.Null(entry.PasswordHash));
    }

    [Fact]
    [Trait("Rule", "S-PW6"), Trait("Row", "#238")]
    public async Task A_password_that_an_operator_gives_ends_the_old_one_its_sessions_and_its_better_hash()
    {
        var old = await RotateAsync();
        var handle = (await TryAsync(Code())).Handle!;
        var given = (await Give().RunAsync(" S.Carpentier", false, Operator, Cancellation)).Password;
        await DrainAsync();
        Assert.Null(await Sessions.FindAsync(handle, Home, Cancellation));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(AgentSignInOutcome.Wrong, (await TryAsync(Code())).Outcome);
        Assert.Equal(AgentSignInOutcome.Done, (await TryAsync(Code(), password: given)).Outcome);
        Assert.True(given.Length >= PasswordRules.MinimumForAgents);
        Assert.NotEqual(old, await PepperAsync());
        await using var db = Stores.Main();
        var audit = await db.Set<AuditEvent>().SingleAsync(row => row.Code == GiveAgentSecrets.Code, Cancellation);
        Assert.Equal(("op", "s.carpentier"), (audit.ActorId, audit.Detail));
        Assert.Empty(await StoreSearch.TablesHoldingAsync(db, given, Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-MT3")]
    public async Task Nobody_unknown_and_nobody_in_maintenance_gets_a_password()
    {
        Assert.Equal(AgentRefusal.UnknownAgent, (await Assert.ThrowsAsync<AgentRefusedException>(() => Give().RunAsync("a.lefort", false, Operator, Cancellation))).Reason);
        var handle = (await TryAsync(Code())).Handle!;
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddHours(1));
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => Give().RunAsync("s.carpentier", true, Operator, Cancellation));
        Assert.NotNull(await Sessions.FindAsync(handle, Home, Cancellation));
    }

    private GiveAgentSecrets Give() => new(MainStore, Sessions, Hasher, new AgentSeeds(Keys, Random), Random, Stores.ReadOnly, Clock);

    private RotateKey Rotate() =>
        new(MainStore, OperationalStore, Keys, new ResealProvisional(MainStore, new ProvisionalPasswordVault(Keys, Random), Stores.ReadOnly), Stores.ReadOnly, new RetentionOptions(), Clock);

    /// <summary>Gives the pepper a successor, and lets the time go by that backups need the old one.</summary>
    private async Task<string> RotateAsync()
    {
        var old = Keys.Current(KeyPurpose.Pepper).Id;
        Clock.Advance(TimeSpan.FromDays(1));
        await Rotate().RunAsync(KeyPurpose.Pepper, Operator, Cancellation);
        Clock.Advance(TimeSpan.FromDays(91));
        return old;
    }

    private Task<IReadOnlyList<OldKey>> RetireAsync() => Rotate().RetireAsync(KeyPurpose.Pepper, Operator, Cancellation);

    private async Task<string?> PepperAsync() => PasswordHash.TryParse((await StoredAsync()).PasswordHash, out var hash) ? hash.PepperKeyId : null;

    private async Task DrainAsync()
    {
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        await new DrainJournal(main, operational, Clock).RunAsync(Cancellation);
    }
}

public sealed class AgentPasswordOnSqlite() : AgentPasswordTests(Engine.Sqlite);

public sealed class AgentPasswordOnPostgreSql() : AgentPasswordTests(Engine.PostgreSql);
