using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Guardians.Doubts;

/// <summary>What a school decides about two guardians (domain 4.2): never more than their holders allow, under audit, asked once.</summary>
[Trait("Section", "4.2")]
public abstract class DoubtDecisionTests(Engine engine) : DoubtDesk(engine)
{
    private School _school = null!;
    private TestPupil _child = null!;
    private TestPupil _sibling = null!;
    private TestGuardian _first = null!;
    private TestGuardian _second = null!;

    private KeepGuardiansApart Apart => new(MainStore, Clock);

    private JoinGuardians Join => new(MainStore, Clock);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var db = Stores.Main();
        var data = new TestData(db);
        _school = data.School();
        (_child, _sibling) = (data.Pupil(_school, lastName: "MARTIN"), data.Pupil(_school, lastName: "MARTIN"));
        (_first, _second) = Pair(data, _child, _sibling);
        await data.SaveAsync();
        await NightAsync();
    }

    [Fact]
    public async Task Two_people_stay_two_and_are_never_asked_about_again()
    {
        var id = await DoubtAsync();
        Assert.True(await Apart.RunAsync(At(_school), id, Cancellation));
        Assert.False(await Apart.RunAsync(At(_school), id, Cancellation));
        Assert.Equal(JoinOutcome.NotFound, await Join.RunAsync(At(_school), id, JoinEffect.Joins, Cancellation));
        Assert.Empty(await AskedAsync(_school));
        var counts = await NightAsync();
        Assert.Equal((0, 0, 0), (counts["found"], counts["dropped"], counts["undecided"]));
        Assert.Equal((DoubtDecision.KeptApart, Clock.UtcNow), (await StoredAsync()).Select(doubt => (doubt.Decision, doubt.DecidedAt!.Value)).Single());
        Assert.Equal([KeepGuardiansApart.Code], await AuditedAsync());
        Assert.Equal(2, await AccountsAsync());
    }

    [Fact]
    public async Task Two_accounts_nobody_was_told_about_become_the_older_one()
    {
        await using var db = Stores.Main();
        var other = await OtherAccountAsync();
        db.Add(new RecordProposal { GuardianRecordId = other.Records[0].Id, AccountId = _second.Account.Id, ProposedAt = Clock.UtcNow });
        await db.SaveChangesAsync(Cancellation);
        var id = await DoubtAsync();
        Assert.Equal(JoinOutcome.Done, await Join.RunAsync(At(_school), id, JoinEffect.Joins, Cancellation));
        var accounts = await db.Set<Account>().Where(account => account.Kind == AccountKind.Guardian && account.Id != other.Account.Id).ToListAsync(Cancellation);
        Assert.Equal((_first.Account.Id, _first.Account.Username), (accounts.Single().Id, accounts.Single().Username));
        Assert.Equal([_second.Account.Username], await db.Set<RetiredUsername>().Select(retired => retired.Username).ToListAsync(Cancellation));
        Assert.Equal(new[] { _child.Pupil.Id, _sibling.Pupil.Id }.Order(), (await Children.LinksOf(db, _first.Account.Id).Select(link => link.PupilId).ToListAsync(Cancellation)).Order());
        Assert.Equal([_first.Account.Id], await db.Set<RecordProposal>().Where(proposal => proposal.AnsweredAt == null).Select(proposal => proposal.AccountId).ToListAsync(Cancellation));
        Assert.Equal([JoinGuardians.JoinedCode], await AuditedAsync());
        var audited = await db.Set<AuditEvent>().SingleAsync(row => row.Code == JoinGuardians.JoinedCode, Cancellation);
        Assert.Equal((ActorKind.Agent, _first.Account.Id, _school.Id, $"with {_second.Account.Id}"), (audited.ActorKind, audited.AccountId, audited.SchoolId, audited.Detail));
        Assert.Equal(0, (await NightAsync())["found"]);
    }

    [Theory]
    [InlineData(AccountState.Informed, AccountState.NotInformed, "second to first")]
    [InlineData(AccountState.NotInformed, AccountState.Activated, "first to second")]
    [InlineData(AccountState.Informed, AccountState.Activated, "first to second")]
    [InlineData(AccountState.Activating, AccountState.Informed, "second to first")]
    [InlineData(AccountState.Informed, AccountState.Informed, "both")]
    public async Task Who_was_told_is_asked_and_nothing_moves_before_the_answer(AccountState first, AccountState second, string expected)
    {
        await StatesAsync(first, second);
        Assert.Equal(JoinOutcome.Done, await Join.RunAsync(At(_school), await DoubtAsync(), JoinEffect.Proposes, Cancellation));
        await using var db = Stores.Main();
        var proposals = await db.Set<RecordProposal>().ToListAsync(Cancellation);
        Assert.All(proposals, proposal => Assert.Null(proposal.AnsweredAt));
        var (toFirst, toSecond) = (proposals.Exists(one => one.AccountId == _first.Account.Id && one.GuardianRecordId == _second.Records[0].Id), proposals.Exists(one => one.AccountId == _second.Account.Id && one.GuardianRecordId == _first.Records[0].Id));
        Assert.Equal(expected, toFirst && toSecond ? "both" : toFirst ? "second to first" : toSecond ? "first to second" : "none");
        Assert.Equal(2, await AccountsAsync());
        Assert.Equal([_first.Account.Id], await db.Set<GuardianRecord>().Where(record => record.Id == _first.Records[0].Id).Select(record => record.AccountId!.Value).ToListAsync(Cancellation));
        Assert.Equal([JoinGuardians.ProposedCode], await AuditedAsync());
        Assert.Equal((0, 0), (await NightAsync()) is var counts ? (counts["found"], counts["undecided"]) : default);
    }

    [Fact, Trait("Section", "16")]
    public async Task A_compromised_account_is_not_joined_away_and_keeps_its_flag()
    {
        await using (var db = Stores.Main())
        {
            await db.Set<Account>().Where(account => account.Id == _second.Account.Id).ExecuteUpdateAsync(row => row.SetProperty(account => account.IsCompromised, true), Cancellation);
        }

        var id = await DoubtAsync();
        Assert.Equal(JoinEffect.Proposes, (await new CompareGuardians(MainStore).RunAsync(At(_school), id, Cancellation))!.Effect);
        Assert.Equal(JoinOutcome.Changed, await Join.RunAsync(At(_school), id, JoinEffect.Joins, Cancellation));
        Assert.Equal(JoinOutcome.Done, await Join.RunAsync(At(_school), id, JoinEffect.Proposes, Cancellation));
        await using var after = Stores.Main();
        Assert.True((await after.Set<Account>().SingleAsync(account => account.Id == _second.Account.Id, Cancellation)).IsCompromised);
        var proposal = await after.Set<RecordProposal>().SingleAsync(Cancellation);
        Assert.Equal((_second.Account.Id, _first.Records[0].Id), (proposal.AccountId, proposal.GuardianRecordId));
    }

    [Fact, Trait("Section", "4.3")]
    public async Task Two_accounts_in_use_are_left_to_their_holder()
    {
        await StatesAsync(AccountState.Activated, AccountState.Activated);
        Assert.Equal(JoinOutcome.Done, await Join.RunAsync(At(_school), await DoubtAsync(), JoinEffect.LeavesToHolder, Cancellation));
        await using var db = Stores.Main();
        Assert.False(await db.Set<RecordProposal>().AnyAsync(Cancellation));
        Assert.Equal(2, await AccountsAsync());
        Assert.Equal([JoinGuardians.LeftCode], await AuditedAsync());
        Assert.Empty(await AskedAsync(_school));
    }

    [Fact]
    public async Task What_was_confirmed_must_still_be_what_follows()
    {
        await StatesAsync(AccountState.Informed, AccountState.NotInformed);
        var id = await DoubtAsync();
        Assert.Equal(JoinOutcome.Changed, await Join.RunAsync(At(_school), id, JoinEffect.Joins, Cancellation));
        Assert.Equal(2, await AccountsAsync());
        Assert.Single(await AskedAsync(_school));
        Assert.Empty(await AuditedAsync());
    }

    [Fact, Trait("Section", "4.4")]
    public async Task A_tie_reported_as_wrong_since_the_night_holds_the_accounts_apart()
    {
        await using var db = Stores.Main();
        db.Add(new GuardianLink { GuardianRecordId = _first.Records[0].Id, PupilRecordId = _sibling.Record.Id, PupilId = _sibling.Pupil.Id, Relation = "10", Kind = GuardianKind.LegalGuardian });
        await db.SaveChangesAsync(Cancellation);
        await ReportAsync(_first, _sibling);
        Assert.Equal(JoinOutcome.TieReported, await Join.RunAsync(At(_school), await DoubtAsync(), JoinEffect.Joins, Cancellation));
        Assert.Equal(2, await AccountsAsync());
        Assert.Single(await AskedAsync(_school));
        Assert.Empty(await AuditedAsync());
    }

    [Fact, Trait("Rule", "S-TN1")]
    public async Task Another_school_reads_and_decides_nothing_of_it()
    {
        await using var db = Stores.Main();
        var foreign = new TestData(db).School();
        await db.SaveChangesAsync(Cancellation);
        var id = await DoubtAsync();
        Assert.Null(await new CompareGuardians(MainStore).RunAsync(At(foreign), id, Cancellation));
        Assert.False(await Apart.RunAsync(At(foreign), id, Cancellation));
        Assert.Equal(JoinOutcome.NotFound, await Join.RunAsync(At(foreign), id, JoinEffect.Joins, Cancellation));
        Assert.Equal(DoubtDecision.Open, (await StoredAsync()).Single().Decision);
        Assert.Equal(2, await AccountsAsync());
    }

    [Fact]
    public async Task What_one_school_decided_holds_in_the_other_before_the_next_night()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var other = data.School();
        foreach (var guardian in new[] { _first, _second })
        {
            var pupil = data.Pupil(other);
            db.Add(new GuardianLink { GuardianRecordId = guardian.Records[0].Id, PupilRecordId = pupil.Record.Id, PupilId = pupil.Pupil.Id, Relation = "10", Kind = GuardianKind.LegalGuardian });
        }

        await data.SaveAsync();
        Assert.Equal(1, (await NightAsync())["found"]);
        var there = Assert.Single(await AskedAsync(other)).Id;
        Assert.True(await Apart.RunAsync(At(_school), await DoubtAsync(), Cancellation));
        Assert.Equal(JoinOutcome.NotFound, await Join.RunAsync(At(other), there, JoinEffect.Joins, Cancellation));
        Assert.Equal(2, await AccountsAsync());
        Assert.Equal(1, (await NightAsync())["dropped"]);
    }

    [Fact]
    public async Task Of_two_agents_who_decide_at_once_one_does()
    {
        var id = await DoubtAsync();
        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(
            async () => i % 2 == 0 ? await Apart.RunAsync(At(_school), id, Cancellation) : await Join.RunAsync(At(_school), id, JoinEffect.Joins, Cancellation) == JoinOutcome.Done, Cancellation)));
        Assert.Single(done, isDone => isDone);
        Assert.Single(await AuditedAsync());
        Assert.Equal((await StoredAsync()).Single().Decision == DoubtDecision.Joined ? 1 : 2, await AccountsAsync());
    }

    [Fact, Trait("Row", "#249")]
    public async Task Maintenance_refuses_both_answers_and_shows_the_comparison()
    {
        var id = await DoubtAsync();
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddYears(-1), DateTime.UtcNow.AddYears(1));
        Stores.ReadOnly.Observe(isWritable: false);
        Assert.NotNull(await new CompareGuardians(MainStore).RunAsync(At(_school), id, Cancellation));
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => Apart.RunAsync(At(_school), id, Cancellation));
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => Join.RunAsync(At(_school), id, JoinEffect.Joins, Cancellation));
    }

    [Fact]
    public async Task The_two_are_shown_side_by_side_with_their_children_of_this_school_only()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var elsewhere = data.School();
        var away = data.Pupil(elsewhere, lastName: "AILLEURS");
        db.Add(new GuardianLink { GuardianRecordId = _first.Records[0].Id, PupilRecordId = away.Record.Id, PupilId = away.Pupil.Id, Relation = "10", Kind = GuardianKind.LegalGuardian });
        await data.SaveAsync();
        var shown = (await new CompareGuardians(MainStore).RunAsync(At(_school), await DoubtAsync(), Cancellation))!;
        Assert.Equal((_first.Account.Id, _second.Account.Id, JoinEffect.Joins), (shown.Stays.AccountId, shown.Goes.AccountId, shown.Effect));
        Assert.Equal([_child.Pupil.Id], shown.Stays.Rows.Select(row => row.PupilId));
        Assert.Equal([_sibling.Pupil.Id], shown.Goes.Rows.Select(row => row.PupilId));
    }

    private async Task<Guid> DoubtAsync() => (await StoredAsync()).Single(doubt => doubt.SchoolId == _school.Id).Id;

    private async Task<TestGuardian> OtherAccountAsync()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var elsewhere = data.School();
        var other = data.Guardian(data.Pupil(elsewhere), "MARTINE", "Claire");
        await data.SaveAsync();
        return other;
    }

    private async Task StatesAsync(AccountState first, AccountState second)
    {
        await using var db = Stores.Main();
        await db.Set<Account>().Where(account => account.Id == _first.Account.Id).ExecuteUpdateAsync(row => row.SetProperty(account => account.State, first), Cancellation);
        await db.Set<Account>().Where(account => account.Id == _second.Account.Id).ExecuteUpdateAsync(row => row.SetProperty(account => account.State, second), Cancellation);
    }

    private async Task<int> AccountsAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<Account>().CountAsync(account => account.Kind == AccountKind.Guardian && (account.Id == _first.Account.Id || account.Id == _second.Account.Id) && account.ClosedAt == null, Cancellation);
    }

    private async Task<List<string>> AuditedAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<AuditEvent>().Where(row => row.SchoolId == _school.Id).OrderBy(row => row.Id).Select(row => row.Code).ToListAsync(Cancellation);
    }
}

public sealed class DoubtDecisionOnSqlite() : DoubtDecisionTests(Engine.Sqlite);

public sealed class DoubtDecisionOnPostgreSql() : DoubtDecisionTests(Engine.PostgreSql);
