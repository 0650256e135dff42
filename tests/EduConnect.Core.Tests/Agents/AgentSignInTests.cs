using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Passwords.Leaked;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Throttling;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Agents;

[Trait("Rule", "S-TN8")]
public abstract class AgentSignInTests(Engine engine) : AgentDeskSuite(engine)
{
    [Fact]
    public async Task Username_password_and_code_open_a_session_that_lasts_15_minutes_idle()
    {
        var result = await TryAsync(Code());
        Assert.Equal(AgentSignInOutcome.Done, result.Outcome);
        Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.NotNull(await Sessions.FindAsync(result.Handle!, Home, Cancellation));
        Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.NotNull(await Sessions.FindAsync(result.Handle!, Home, Cancellation));
        Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Null(await Sessions.FindAsync(result.Handle!, Home, Cancellation));
    }

    [Fact]
    public async Task A_session_lasts_8_hours_at_most()
    {
        var handle = (await TryAsync(Code())).Handle!;
        for (var i = 0; i < 47; i++)
        {
            Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.NotNull(await Sessions.FindAsync(handle, Home, Cancellation));
        }

        Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await Sessions.FindAsync(handle, Home, Cancellation));
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var code = Code();
        Assert.Equal(AgentSignInOutcome.Done, (await TryAsync(code)).Outcome);
        Assert.Equal(AgentSignInOutcome.Wrong, (await TryAsync(code)).Outcome);
        Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(AgentSignInOutcome.Done, (await TryAsync(Code())).Outcome);
    }

    [Fact]
    public async Task After_five_wrong_codes_even_the_right_one_waits_a_quarter_of_an_hour()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(AgentSignInOutcome.Wrong, (await TryAsync("000000")).Outcome);
        }

        Assert.Equal(AgentSignInOutcome.TooManyTries, (await TryAsync(Code())).Outcome);
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(AgentSignInOutcome.Wrong, (await TryAsync(Code())).Outcome);
        Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(AgentSignInOutcome.Done, (await TryAsync(Code())).Outcome);
    }

    [Fact]
    [Trait("Rule", "ADR 0009")]
    public async Task Wrong_codes_after_the_right_password_are_answered_like_a_wrong_password()
    {
        for (var i = 0; i < 8; i++)
        {
            var right = await TryAsync("000000");
            var wrong = await WrongAsync("a.lefort", Elsewhere);
            Assert.Equal((wrong.Outcome, wrong.Wait), (right.Outcome, right.Wait));
        }
    }

    [Fact]
    public async Task Parallel_wrong_passwords_are_evaluated_five_times_at_most()
    {
        var before = Hasher.Computed;
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => WrongAsync("s.carpentier", Home))));
        Assert.Equal(5, results.Count(result => result.Outcome == AgentSignInOutcome.Wrong));
        Assert.Equal(5, Hasher.Computed - before);
    }

    [Fact]
    [Trait("Rule", "ADR 0009")]
    public async Task A_stranger_never_keeps_an_agent_out()
    {
        for (var i = 0; i < 20; i++)
        {
            await WrongAsync("s.carpentier", Elsewhere);
        }

        Assert.Equal(AgentSignInOutcome.TooManyTries, (await WrongAsync("s.carpentier", Elsewhere)).Outcome);
        Assert.Equal(AgentSignInOutcome.Done, (await TryAsync(Code())).Outcome);
    }

    [Fact]
    [Trait("Rule", "ADR 0009")]
    public async Task A_browser_that_signed_in_before_does_not_wait_for_what_strangers_of_its_network_did()
    {
        var device = (await TryAsync(Code())).Device;
        Assert.Contains(Agent.Id, device!.Accounts);
        for (var i = 0; i < 6; i++)
        {
            await WrongAsync("s.carpentier", Home);
        }

        Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(AgentSignInOutcome.TooManyTries, (await TryAsync(Code())).Outcome);
        Assert.Equal(AgentSignInOutcome.Done, (await SignIn.RunAsync(new AgentAttempt("s.carpentier", Password, Code(), Home, Devices.Read(Devices.Write(device))), Cancellation)).Outcome);
    }

    [Fact]
    [Trait("Rule", "ADR 0009")]
    public async Task One_network_that_tries_many_usernames_waits()
    {
        for (var i = 0; i < new ThrottleOptions().NetworkFailures; i++)
        {
            Assert.Equal(AgentSignInOutcome.Wrong, (await WrongAsync($"agent{i}", Elsewhere)).Outcome);
        }

        Assert.Equal(AgentSignInOutcome.TooManyTries, (await WrongAsync("one.more", Elsewhere)).Outcome);
        Assert.Equal(AgentSignInOutcome.Done, (await TryAsync(Code())).Outcome);
    }

    [Fact]
    [Trait("Rule", "S-EN2")]
    public async Task An_unknown_username_costs_the_same_hash_and_reads_the_same()
    {
        var before = Hasher.Computed;
        Assert.Equal(AgentSignInOutcome.Wrong, (await SignIn.RunAsync(new AgentAttempt("nobody", Password, Code(), Home), Cancellation)).Outcome);
        Assert.Equal(AgentSignInOutcome.Wrong, (await WrongAsync("s.carpentier", Home)).Outcome);
        Assert.Equal(2, Hasher.Computed - before);
    }

    [Fact]
    [Trait("Rule", "S-MT1")]
    public async Task Agents_sign_in_during_maintenance()
    {
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddHours(1));
        Assert.Equal(AgentSignInOutcome.Done, (await TryAsync(Code())).Outcome);
    }

    [Fact]
    [Trait("Rule", "S-SE5")]
    public async Task A_withdrawn_right_and_a_disabled_agent_count_at_the_next_request()
    {
        var handle = (await TryAsync(Code())).Handle!;
        Assert.True((await Sessions.FindAsync(handle, Home, Cancellation))!.May(AgentModule.Administration));
        await using var db = Stores.Main();
        await db.Set<AgentRight>().ExecuteUpdateAsync(set => set.SetProperty(right => right.EndsAt, Clock.GetUtcNow().UtcDateTime), Cancellation);
        Assert.False((await Sessions.FindAsync(handle, Home, Cancellation))!.May(AgentModule.Administration));
        await db.Set<Agent>().ExecuteUpdateAsync(set => set.SetProperty(agent => agent.DisabledAt, Clock.GetUtcNow().UtcDateTime), Cancellation);
        Assert.Null(await Sessions.FindAsync(handle, Home, Cancellation));
    }

    [Fact]
    [Trait("Row", "#9")]
    public async Task Only_who_helps_pupils_and_nothing_more_may_leave_the_code_out()
    {
        Assert.Equal(AgentSignInOutcome.Wrong, (await TryAsync(string.Empty)).Outcome);
        await GiveAsync(AgentModule.PupilSupport);
        Assert.Equal(AgentSignInOutcome.Wrong, (await TryAsync(" ")).Outcome);
        await WithdrawAsync(AgentModule.Administration);
        Assert.Equal(AgentSignInOutcome.Done, (await TryAsync(string.Empty)).Outcome);
        Assert.Equal(AgentSignInOutcome.Wrong, (await TryAsync("000000")).Outcome);
        Options.CodeForPupilSupport = true;
        Assert.Equal(AgentSignInOutcome.Wrong, (await TryAsync(string.Empty)).Outcome);
        Options.CodeForPupilSupport = false;
        await WithdrawAsync(AgentModule.PupilSupport);
        Assert.Equal(AgentSignInOutcome.Wrong, (await TryAsync(string.Empty)).Outcome);
    }

    [Fact]
    [Trait("Row", "#7")]
    [Trait("Rule", "S-SE5")]
    public async Task A_session_without_code_never_opens_a_module_that_needs_one()
    {
        await WithdrawAsync(AgentModule.Administration);
        await GiveAsync(AgentModule.PupilSupport);
        var handle = (await TryAsync(string.Empty)).Handle!;
        await GiveAsync(AgentModule.Administration);
        await GiveAsync(AgentModule.Operations);
        var agent = (await Sessions.FindAsync(handle, Home, Cancellation))!;
        Assert.Equal(AgentModule.PupilSupport, Assert.Single(agent.Rights).Module);
        var withCode = (await Sessions.FindAsync((await TryAsync(Code())).Handle!, Home, Cancellation))!;
        Assert.Equal(3, withCode.Rights.Count);
    }

    [Fact]
    [Trait("Row", "#214")]
    public async Task Support_of_pupils_has_no_school_of_the_first_degree()
    {
        await GiveAsync(AgentModule.PupilSupport);
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            data.School(uai: "9990001A");
            data.School(uai: "9990002B", degree: Degree.First);
            await data.SaveAsync();
        }

        var agent = (await Sessions.FindAsync((await TryAsync(Code())).Handle!, Home, Cancellation))!;
        var schools = new SchoolsOfAgent(new StoreFactory<MainDb>(Stores.Main));
        var (page, total) = await schools.RunAsync(agent, AgentModule.PupilSupport, null, 0, 50, Cancellation);
        Assert.Equal((1, "9990001A"), (total, page[0].Uai));
        Assert.Null(await schools.FindAsync(agent, AgentModule.PupilSupport, "9990002B", Clock.UtcNow, Cancellation));
    }

    [Fact]
    public async Task Seeds_and_handles_are_not_in_the_stores()
    {
        var handle = (await TryAsync(Code())).Handle!;
        await using var main = Stores.Main();
        Assert.Equal(-1, (await main.Set<Agent>().SingleAsync(Cancellation)).TotpSeed.AsSpan().IndexOf(Seed));
        await using var operational = Stores.Operational();
        Assert.NotEqual(System.Text.Encoding.UTF8.GetBytes(handle), (await operational.Set<Session>().SingleAsync(Cancellation)).HandleHash);
    }

    [Theory]
    [InlineData("s.carpentier", "Deux-lunes-rouges-17", "already")]
    [InlineData("other", "court", "at least 15")]
    [InlineData("", null, "username")]
    public async Task Bad_new_agents_are_refused_with_a_sentence(string username, string? password, string words)
    {
        var random = new SystemRandomSource();
        var add = new AddAgent(new StoreFactory<MainDb>(Stores.Main), new PasswordJudge(new LeakedPasswords("none")), Hasher, new AgentSeeds(new KeyRing(Stores.Folder, Clock, random), random), random, Clock, Stores.Provider);
        var failure = await Assert.ThrowsAsync<AgentRefusedException>(() => add.RunAsync(username, "X. Y", password, [], Cancellation));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }
}

public sealed class AgentSignInOnSqlite() : AgentSignInTests(Engine.Sqlite);

public sealed class AgentSignInOnPostgreSql() : AgentSignInTests(Engine.PostgreSql);
