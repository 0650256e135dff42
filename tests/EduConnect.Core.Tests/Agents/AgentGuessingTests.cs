using EduConnect.Core.Agents;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Throttling;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Agents;

/// <summary>What somebody gains who has the password of an agent and not the code, or neither (S-TN8, S-AU3).</summary>
[Trait("Rule", "S-TN8")]
public abstract class AgentGuessingTests(Engine engine) : AgentDeskSuite(engine)
{
    private const string College = "9990001A";

    private protected override AdministrativeNetworks Networks { get; } = AdministrativeNetworks.Read([new(College, Home + "/32")]);

    [Fact]
    [Trait("Row", "#7"), Trait("Row", "#8")]
    public async Task Signing_in_without_a_code_gives_no_new_tries_at_codes()
    {
        await BecomeHeadAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(AgentSignInOutcome.Wrong, (await TryAsync("000000", Elsewhere)).Outcome);
        }

        var inside = await TryAsync(string.Empty);
        Assert.Equal(AgentSignInOutcome.Done, inside.Outcome);
        var agent = (await Sessions.FindAsync(inside.Handle!, Home, Cancellation))!;
        Assert.Equal(AgentSignInOutcome.TooManyTries, (await Add().RunAsync(agent, inside.Handle!, Code(), Home, Cancellation)).Outcome);
        Assert.Equal(AgentSignInOutcome.Wrong, (await TryAsync(Code())).Outcome);
        Clock.Advance(AgentThrottle.Window);
        Assert.Equal(AgentSignInOutcome.Done, (await TryAsync(Code())).Outcome);
    }

    [Fact]
    public async Task A_code_that_was_proved_gives_new_tries()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                Assert.Equal(AgentSignInOutcome.Wrong, (await TryAsync("000000")).Outcome);
            }

            Assert.Equal(AgentSignInOutcome.Done, (await TryAsync(Code())).Outcome);
            Clock.Advance(TimeSpan.FromSeconds(60));
        }
    }

    [Theory]
    [InlineData("s.carpentier")]
    [InlineData("nobody.here")]
    [Trait("Rule", "S-AU3")]
    public async Task Whoever_knocks_on_fills_no_journal(string username)
    {
        for (var i = 0; i < 30; i++)
        {
            await WrongAsync(username, Elsewhere);
        }

        Assert.InRange(await RefusalsAsync(), 1, new ThrottleOptions().FreeFailures + 1);
    }

    [Fact]
    [Trait("Rule", "S-AU3")]
    public async Task Whoever_tries_codes_on_in_a_session_fills_no_journal()
    {
        await BecomeHeadAsync();
        var inside = await TryAsync(string.Empty);
        var agent = (await Sessions.FindAsync(inside.Handle!, Home, Cancellation))!;
        for (var i = 0; i < 30; i++)
        {
            await Add().RunAsync(agent, inside.Handle!, "000000", Home, Cancellation);
        }

        Assert.Equal(5, await RefusalsAsync());
    }

    private AddSecondFactor Add() => new(Codes, CodeTries, Sessions, Journal);

    private async Task<int> RefusalsAsync()
    {
        await using var db = Stores.Operational();
        return await db.Set<JournalEntry>().CountAsync(entry => entry.Code == AgentJournal.RefusedCode, Cancellation);
    }

    private async Task BecomeHeadAsync()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        data.School(uai: College);
        db.Add(new AgentRight { Id = Guid.CreateVersion7(), AgentId = Agent.Id, Module = AgentModule.Administration, Uai = College, IsHead = true, GrantedAt = Clock.UtcNow });
        await data.SaveAsync();
    }
}

public sealed class AgentGuessingOnSqlite() : AgentGuessingTests(Engine.Sqlite);

public sealed class AgentGuessingOnPostgreSql() : AgentGuessingTests(Engine.PostgreSql);
