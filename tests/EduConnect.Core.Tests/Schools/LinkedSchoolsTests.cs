using EduConnect.Core.Accounts.Usernames;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Journal;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using EduConnect.Core.SignIn;
using EduConnect.Core.Tests.Guardians.Doubts;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace EduConnect.Core.Tests.Schools;

/// <summary>What an agent does to a guardian, in the journals of every school that has the guardian, and in no other (S-TN2).</summary>
[Trait("Rule", "S-TN2")]
public abstract class LinkedSchoolsTests(Engine engine) : DoubtDesk(engine)
{
    private const string Code = RequestUsername.Code;

    private School _here = null!;
    private School _there = null!;
    private School _stranger = null!;
    private TestPupil _child = null!;
    private TestPupil _sibling = null!;
    private TestGuardian _shared = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var db = Stores.Main();
        var data = new TestData(db);
        (_here, _there, _stranger) = (data.School(name: "Jeanne-Valmont"), data.School(name: "Henri-Castellan", academie: "14"), data.School());
        (_child, _sibling) = (data.Pupil(_here, data.Class(_here, "5E SECRET"), "ICI", "Zoé"), data.Pupil(_there, data.Class(_there), "AILLEURS", "Léa"));
        data.External(_sibling, _stranger);
        _shared = data.Guardian(_child, "MARTIN", "Claire", "c.martin", others: _sibling);
        await data.SaveAsync();
    }

    [Fact, Trait("Rule", "S-AU1")]
    public async Task The_other_school_reads_who_and_what_and_nothing_of_the_agent_the_child_or_its_class()
    {
        await RequestAsync();
        Assert.Equal([("S. Carpentier", "Nouvel identifiant demandé", "MARTIN Claire", "c.martin", string.Empty)], await JournalAsync(_here));
        Assert.Equal([($"Autre établissement : CLG Jeanne-Valmont (SAINT-AUBRAC), {_here.Uai}", "Nouvel identifiant demandé", "MARTIN Claire", "c.martin", string.Empty)], await JournalAsync(_there));
        Assert.Empty(await JournalAsync(_stranger));
        await using var db = Stores.Main();
        var told = await db.Set<AuditEvent>().SingleAsync(one => one.SchoolId == _there.Id, Cancellation);
        Assert.Equal((string.Empty, string.Empty, Clock.UtcNow, (Guid?)_shared.Account.Id), (told.ActorId, told.Network, told.At, told.AccountId));
    }

    [Fact]
    public async Task The_filters_of_the_other_school_find_it_by_action_and_person_never_by_agent()
    {
        var agent = await RequestAsync();
        Assert.Single(await JournalAsync(_there, new JournalSearch { Actions = [Code], Person = "martin" }));
        Assert.Empty(await JournalAsync(_there, new JournalSearch { Agents = [agent] }));
        Assert.Empty(await JournalAsync(_there, new JournalSearch { Person = "ICI" }));
        Assert.Empty(await new ReadSchoolJournal(MainStore).AgentsAsync(Head(_there), Cancellation));
    }

    [Fact]
    public async Task What_was_told_stays_when_the_tie_ends_and_nothing_is_told_afterwards()
    {
        await RequestAsync();
        await using (var db = Stores.Main())
        {
            await db.Set<GuardianLink>().Where(link => link.PupilId == _sibling.Pupil.Id).ExecuteUpdateAsync(row => row.SetProperty(link => link.GoneAt, Clock.UtcNow), Cancellation);
            db.Add(Head(_here).Actor.Event(Code, Clock.UtcNow, _shared.Account.Id, _here.Id));
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Single(await JournalAsync(_there));
        Assert.Equal(2, (await JournalAsync(_here)).Count);
    }

    [Fact, Trait("Rule", "S-AU3")]
    public async Task What_is_drained_is_told_once_too()
    {
        var scope = Head(_here);
        await new AgentJournal(new StoreFactory<OperationalDb>(Stores.Operational), new SystemRandomSource(), Clock).WriteAsync(scope, "agent.password-shown", [_shared.Account.Id], string.Empty, Cancellation);
        for (var again = 0; again < 2; again++)
        {
            await using var main = Stores.Main();
            await using var operational = Stores.Operational();
            await new DrainJournal(main, operational, Clock).RunAsync(Cancellation);
            // As if the process had ended after main was committed and before the journal was marked.
            await operational.Set<JournalEntry>().ExecuteUpdateAsync(set => set.SetProperty(entry => entry.DrainedAt, (DateTime?)null), Cancellation);
        }

        Assert.Equal("Mot de passe provisoire affiché", Assert.Single(await JournalAsync(_there)).Item2);
        Assert.Single(await JournalAsync(_here));
    }

    [Fact]
    public async Task What_a_holder_says_of_a_child_stands_in_the_trail_of_its_school_alone()
    {
        await using var db = Stores.Main();
        db.Add(new Actor(ActorKind.AccountHolder, _shared.Account.Id.ToString()).Event("tie.reported", Clock.UtcNow, _shared.Account.Id, _here.Id, $"pupil {_child.Pupil.Id}"));
        await db.SaveChangesAsync(Cancellation);
        Assert.Single(await JournalAsync(_here));
        Assert.Empty(await JournalAsync(_there));
    }

    [Fact, Trait("Section", "4.2")]
    public async Task A_school_that_knows_one_of_two_guardians_reads_of_that_one()
    {
        var (id, second) = await DoubtAsync();
        Assert.True(await new KeepGuardiansApart(MainStore, Clock).RunAsync(Head(_here), id, Cancellation));
        Assert.Equal("c.martin", Assert.Single(await JournalAsync(_there)).Item4);
        Assert.Equal(second, Assert.Single(await JournalAsync(_stranger)).Item4);
    }

    [Fact, Trait("Section", "4.2")]
    public async Task The_schools_of_both_guardians_read_that_they_became_one()
    {
        var (id, _) = await DoubtAsync();
        Assert.Equal(JoinOutcome.Done, await new JoinGuardians(MainStore, Clock).RunAsync(Head(_here), id, JoinEffect.Joins, Cancellation));
        foreach (var school in new[] { _there, _stranger })
        {
            Assert.Equal(("Doublon possible : comptes réunis", "c.martin"), (await JournalAsync(school)).Select(line => (line.Item2, line.Item4)).Single());
        }
    }

    [Fact, Trait("Rule", "S-AU2")]
    public async Task It_is_sealed_like_any_other_event_and_missed_when_it_is_taken_away()
    {
        await RequestAsync();
        var keys = new KeyRing(Path.Combine(Stores.Folder, "keys"), Clock, new SystemRandomSource());
        Assert.Equal(2, (await new SealAudit(MainStore, Stores.Provider, keys, new RetentionOptions(), Clock).RunAsync(Cancellation))["sealed"]);
        var verify = new VerifyAudit(MainStore, keys, new RetentionOptions());
        Assert.Empty((await verify.RunAsync(null, Cancellation)).Breaks);
        await using (var db = Stores.Main())
        {
            await db.Set<AuditEvent>().Where(one => one.SchoolId == _there.Id).ExecuteDeleteAsync(Cancellation);
        }

        Assert.Single((await verify.RunAsync(null, Cancellation)).Breaks);
    }

    [Fact]
    public async Task A_save_that_is_tried_again_tells_once_and_its_holder_reads_of_it_once()
    {
        await using (var db = await EstablishmentScope.OpenAsync(MainStore, _here.Id, Cancellation))
        {
            var (act, broken) = (Head(_here).Actor.Event("account.password-reset", Clock.UtcNow, _shared.Account.Id, _here.Id), new SchoolClass { Id = Guid.CreateVersion7(), SchoolId = _there.Id, Code = "X", Label = "X" });
            db.AddRange(act, broken);
            await Assert.ThrowsAsync<OutsideSchoolException>(() => db.SaveChangesAsync(Cancellation));
            db.Remove(broken);
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Single(await JournalAsync(_there));
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        Assert.Single(await AccountActivity.ReadAsync(main, operational, _shared.Account.Id, ["account.password-reset"], Cancellation));
    }

    [Fact, Trait("Rule", "S-TN1")]
    public async Task Nothing_else_of_another_school_passes_with_it()
    {
        await using var db = await EstablishmentScope.OpenAsync(MainStore, _here.Id, Cancellation);
        db.Add(Head(_here).Actor.Event(Code, Clock.UtcNow, _shared.Account.Id, _there.Id));
        await Assert.ThrowsAsync<OutsideSchoolException>(() => db.SaveChangesAsync(Cancellation));
        db.ChangeTracker.Clear();
        db.Add(Head(_here).Actor.Event(Code, Clock.UtcNow, _shared.Account.Id, _here.Id));
        Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
    }

    [Fact, Trait("Row", "#139")]
    public async Task However_many_guardians_are_acted_upon_the_schools_are_asked_for_once_in_a_thousand()
    {
        var guardians = new List<TestGuardian>();
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            guardians.AddRange(Enumerable.Range(0, 1_200).Select(_ => data.Guardian(_child, others: _sibling)));
            await data.SaveAsync();
        }

        var statements = new Statements();
        await using (var db = await EstablishmentScope.OpenAsync(new StoreFactory<MainDb>(() => Watched(statements)), _here.Id, Cancellation))
        {
            db.AddRange(guardians.Select(one => Head(_here).Actor.Event(Code, Clock.UtcNow, one.Account.Id, _here.Id)));
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(2, statements.Texts.Count(text => text.Contains("guardian_record", StringComparison.Ordinal)));
        await using var read = Stores.Main();
        Assert.Equal(1_200, await read.Set<AuditEvent>().CountAsync(one => one.SchoolId == _there.Id, Cancellation));
    }

    private MainDb Watched(Statements statements)
    {
        var options = new DbContextOptionsBuilder<MainDb>();
        Stores.Provider.Configure(options, Stores.MainConnection);
        return new MainDb(options.AddInterceptors(statements).Options);
    }

    private async Task<Guid> RequestAsync()
    {
        var scope = Head(_here);
        await using (var db = Stores.Main())
        {
            db.Add(scope.Agent.Agent);
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(UsernameRequest.Requested, await new RequestUsername(MainStore, Clock).RunAsync(scope, ListKind.LegalGuardians, _shared.Account.Id, Cancellation));
        return scope.Agent.Agent.Id;
    }

    /// <summary>A second guardian of the same name, with a child here and one in the school that has nobody of the first.</summary>
    private async Task<(Guid Doubt, string Second)> DoubtAsync()
    {
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            var second = data.Guardian(data.Pupil(_here), "MARTIN", "Claire", "c.martin2", mail: null, mobile: "+33639980077", others: data.Pupil(_stranger));
            second.Account.CreatedAt = _shared.Account.CreatedAt.AddDays(1);
            await data.SaveAsync();
        }

        await NightAsync();
        return ((await AskedAsync(_here)).Single().Id, "c.martin2");
    }

    private static EstablishmentScope Head(School school)
    {
        var scope = At(school);
        return scope with { Agent = scope.Agent with { Rights = [new AgentRight { Module = AgentModule.Administration, Uai = school.Uai, IsHead = true }] } };
    }

    private async Task<List<(string, string, string?, string?, string)>> JournalAsync(School school, JournalSearch? search = null) =>
        [.. (await new ReadSchoolJournal(MainStore).RunAsync(Head(school), search ?? new JournalSearch(), 1, Cancellation))!.Lines.Select(line => (line.Who, line.Action, line.Person, line.Username, line.Detail))];

    private sealed class Statements : DbCommandInterceptor
    {
        public List<string> Texts { get; } = [];

        public override ValueTask<InterceptionResult<System.Data.Common.DbDataReader>> ReaderExecutingAsync(
            System.Data.Common.DbCommand command, CommandEventData eventData, InterceptionResult<System.Data.Common.DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            return ValueTask.FromResult(result);
        }
    }
}

/// <summary>Over the embedded engine.</summary>
public sealed class LinkedSchoolsOnSqlite() : LinkedSchoolsTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class LinkedSchoolsOnPostgreSql() : LinkedSchoolsTests(Engine.PostgreSql);
