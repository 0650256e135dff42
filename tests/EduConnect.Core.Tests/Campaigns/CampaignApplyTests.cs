using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Activation;
using EduConnect.Core.Campaigns;
using EduConnect.Core.Campaigns.Applying;
using EduConnect.Core.Campaigns.Following;
using EduConnect.Core.Nightly;
using EduConnect.Core.Operators.Imports;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Campaigns;

/// <summary>The accounts of a campaign are flagged, each once, and followed until their holders have a new password (domain §16).</summary>
[Trait("Row", "#256")]
public abstract class CampaignApplyTests(Engine engine) : StorageSuite(engine)
{
    private const int Pupils = 450;
    private CampaignWorld _world = null!;
    private Campaign _campaign = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _world = new CampaignWorld(Stores, Clock);
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School("9990001A");
        var (sixth, fifth) = (data.Class(school, "6E A"), data.Class(school));
        for (var i = 0; i < Pupils; i++)
        {
            Activated(data.Pupil(school, i % 2 == 0 ? sixth : fifth, "NOM", $"P{i:000}", username: $"p.nom{i}").Account!);
        }

        var (child, other) = (data.Pupil(school, sixth, "ZOLA", "Denise"), data.Pupil(school, fifth, "ZOLA", "Jean"));
        Activated(data.Guardian(child, "ZOLA", "Émile", "e.zola", others: other).Account);
        await data.SaveAsync();
        _campaign = (await _world.CheckedAsync(string.Join('\n', Enumerable.Range(0, Pupils).Select(i => $"p.nom{i}").Append("e.zola")))).Campaign;
    }

    public override async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Each_account_is_flagged_once_wherever_the_worker_dies()
    {
        var session = await SessionOfAsync((await _world.AccountsAsync())["p.nom3"].Id);
        Assert.Equal(Pupils + 1, await _world.ApplyAsync(_campaign.Id));
        foreach (var units in new[] { 1, 3, 2, 3 })
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => _world.WorkAsync(_campaign.Id, units));
        }

        Assert.InRange((await _world.AccountsAsync()).Values.Count(account => account.IsCompromised), 1, Pupils);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _world.WorkAsync(_campaign.Id, units: 4));
        Assert.Equal(CampaignState.Applied, await _world.WorkAsync(_campaign.Id));
        Assert.Equal(CampaignState.Applied, await _world.WorkAsync(_campaign.Id));
        var listed = (await _world.AccountsAsync()).Values.Where(account => account.PasswordHash is not null || account.IsCompromised).ToList();
        Assert.Equal(Pupils + 1, listed.Count);
        Assert.All(listed, account => Assert.Equal((true, null, AccountState.Activated, 1), (account.IsCompromised, account.PasswordHash, account.State, account.Version)));
        await using var operational = Stores.Operational();
        Assert.NotNull((await operational.Set<Session>().SingleAsync(row => row.Id == session, Cancellation)).EndedAt);
        Assert.Empty(await operational.Set<ActivationState>().ToListAsync(Cancellation));
        await using var db = Stores.Main();
        var audited = await db.Set<AuditEvent>().Where(audit => audit.Code == ApplyChunk.Code && audit.ActorKind == ActorKind.Operator && audit.ActorId == "op").Select(audit => audit.AccountId).ToListAsync(Cancellation);
        Assert.Equal(Pupils + 1, audited.Count);
        Assert.Equal(Pupils + 1, audited.Distinct().Count());
        Assert.Equal(1, await db.Set<AuditEvent>().CountAsync(audit => audit.Code == "campaign.applied", Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-RC1")]
    public async Task A_link_sent_before_opens_nothing_afterwards()
    {
        var guardian = (await _world.AccountsAsync())["e.zola"].Id;
        await using (var db = Stores.Main())
        {
            db.Add(new AccountLink { Id = Guid.CreateVersion7(), AccountId = guardian, Purpose = LinkPurpose.ConfirmMail, TokenHash = [1], Mail = "x@exemple.fr", CreatedAt = Clock.UtcNow, ExpiresAt = Clock.UtcNow.AddDays(30) });
            await db.SaveChangesAsync(Cancellation);
        }

        await _world.ApplyAsync(_campaign.Id);
        await _world.WorkAsync(_campaign.Id);
        await using var after = Stores.Main();
        Assert.NotNull((await after.Set<AccountLink>().SingleAsync(Cancellation)).UsedAt);
    }

    [Fact]
    public async Task A_session_opened_between_the_save_and_the_death_of_the_worker_ends_all_the_same()
    {
        await _world.ApplyAsync(_campaign.Id);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _world.WorkAsync(_campaign.Id, units: 3));
        var first = (await _world.AccountsAsync()).Values.First(account => account.IsCompromised);
        var session = await SessionOfAsync(first.Id);
        await _world.WorkAsync(_campaign.Id);
        await using var operational = Stores.Operational();
        Assert.NotNull((await operational.Set<Session>().SingleAsync(row => row.Id == session, Cancellation)).EndedAt);
    }

    [Fact]
    public async Task It_may_be_stopped_and_applied_again_but_not_cancelled()
    {
        await _world.ApplyAsync(_campaign.Id);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _world.WorkAsync(_campaign.Id, units: 3));
        await _world.Stop.RunAsync(_campaign.Id, CampaignWorld.Operator, Cancellation);
        var before = (await _world.AccountsAsync()).Values.Count(account => account.IsCompromised);
        Assert.InRange(before, 1, Pupils);
        Assert.Equal(CampaignState.Stopped, await _world.WorkAsync(_campaign.Id));
        Assert.Equal(before, (await _world.AccountsAsync()).Values.Count(account => account.IsCompromised));
        await Assert.ThrowsAsync<CampaignRefusedException>(() => _world.Stop.RunAsync(_campaign.Id, CampaignWorld.Operator, Cancellation));
        await Assert.ThrowsAsync<CampaignRefusedException>(() => _world.Cancel.RunAsync(_campaign.Id, CampaignWorld.Operator, Cancellation));
        Assert.Equal(Pupils + 1 - before, await _world.ApplyAsync(_campaign.Id));
        await Assert.ThrowsAsync<CampaignRefusedException>(() => _world.ApplyAsync(_campaign.Id));
        Assert.Equal(CampaignState.Applied, await _world.WorkAsync(_campaign.Id));
        await Assert.ThrowsAsync<CampaignRefusedException>(() => _world.ApplyAsync(_campaign.Id));
    }

    [Fact]
    public async Task It_goes_behind_whatever_else_waits_for_the_worker_and_ends_all_the_same()
    {
        await _world.ApplyAsync(_campaign.Id);
        await using var db = Stores.Main();
        var school = new Operation { Id = Guid.CreateVersion7(), Kind = "inform", Argument = "{}", CreatedAt = Clock.UtcNow };
        db.Add(school);
        await db.SaveChangesAsync(Cancellation);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(CampaignState.Applying, await _world.WorkAsync(_campaign.Id));
        Assert.Equal(200, (await _world.AccountsAsync()).Values.Count(account => account.IsCompromised));
        var queue = await db.Set<Operation>().AsNoTracking().Where(one => one.Kind == "inform" || one.Kind == ApplyHandler.OperationKind).OrderBy(one => one.CreatedAt).Select(one => one.Kind).ToListAsync(Cancellation);
        Assert.Equal(ApplyHandler.OperationKind, queue[^1]);
        Assert.Equal(3, queue.Count);
        await db.Set<Operation>().Where(one => one.Id == school.Id).ExecuteDeleteAsync(Cancellation);
        Assert.Equal(CampaignState.Applied, await _world.WorkAsync(_campaign.Id));
        Assert.Equal(Pupils + 1, (await _world.AccountsAsync()).Values.Count(account => account.IsCompromised));
    }

    [Fact]
    public async Task It_does_not_give_way_to_imports_which_have_a_loop_of_their_own()
    {
        await _world.ApplyAsync(_campaign.Id);
        await using var db = Stores.Main();
        db.Add(new Operation { Id = Guid.CreateVersion7(), Kind = HeldImportHandler.OperationKind, Argument = "{}", CreatedAt = Clock.UtcNow });
        await db.SaveChangesAsync(Cancellation);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(CampaignState.Applied, await _world.WorkAsync(_campaign.Id));
    }

    [Fact]
    public async Task Whoever_chose_another_password_after_the_check_keeps_it()
    {
        Clock.Advance(TimeSpan.FromDays(1));
        await _world.ChangeAsync("p.nom7", (account, db) =>
        {
            account.ChoosePassword("new");
            db.Add(new Actor(ActorKind.AccountHolder).Event("account.password-changed", Clock.UtcNow, account.Id));
        });
        await _world.ApplyAsync(_campaign.Id);
        await _world.WorkAsync(_campaign.Id);
        var account = (await _world.AccountsAsync())["p.nom7"];
        Assert.Equal((false, "new"), (account.IsCompromised, account.PasswordHash));
        Assert.Equal([(LineVerdict.Applied, Pupils), (LineVerdict.ChangedSince, 1)], (await _world.Preview.RunAsync(_campaign.Id, Cancellation)).Verdicts.Select(one => (one.Verdict, one.Lines)));
    }

    [Fact]
    [Trait("Rule", "S-MT3")]
    public async Task Nothing_is_applied_during_maintenance()
    {
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddHours(1));
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => _world.ApplyAsync(_campaign.Id));
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => _world.Cancel.RunAsync(_campaign.Id, CampaignWorld.Operator, Cancellation));
    }

    [Fact]
    public async Task It_is_followed_by_school_and_class_until_everybody_is_done()
    {
        await _world.ApplyAsync(_campaign.Id);
        await _world.WorkAsync(_campaign.Id);
        Clock.Advance(TimeSpan.FromHours(1));
        await _world.ChangeAsync("p.nom0", (account, _) => account.Inform(withReset: true, _world.Provisional.Draw(account.Id).Copies, Clock.UtcNow, TimeSpan.FromDays(90)));
        await _world.ChangeAsync("e.zola", (account, _) => account.ChoosePassword("new"));
        await _world.ChangeAsync("p.nom1", (account, _) => account.ChoosePassword("new"));
        var follow = await _world.Follow.RunAsync(_campaign.Id, Cancellation);
        Assert.Equal(new FollowUpCounts(Pupils + 1, Pupils - 2, 1, 2), follow.Total);
        Assert.False(follow.IsDone);
        FollowUpRow Row(string label, AccountKind kind, FollowUpCounts counts) => new("13", "9990001A", "CLG Jeanne-Valmont", label, kind, counts);
        Assert.Equal(
            [
                Row("5E B", AccountKind.Pupil, new FollowUpCounts(225, 224, 0, 1)), Row("5E B", AccountKind.Guardian, new FollowUpCounts(1, 0, 0, 1)),
                Row("6E A", AccountKind.Pupil, new FollowUpCounts(225, 224, 1, 0)), Row("6E A", AccountKind.Guardian, new FollowUpCounts(1, 0, 0, 1)),
            ],
            follow.Rows);
        await using (var db = Stores.Main())
        {
            await new EraseAccounts(new StoreFactory<OperationalDb>(Stores.Operational), Clock).EraseAsync(db, [(await _world.AccountsAsync())["p.nom2"].Id], Cancellation);
            await db.SaveChangesAsync(Cancellation);
            await db.Set<Account>().ExecuteUpdateAsync(set => set.SetProperty(account => account.IsCompromised, false), Cancellation);
        }

        follow = await _world.Follow.RunAsync(_campaign.Id, Cancellation);
        Assert.Equal((true, 1, new FollowUpCounts(Pupils, 0, 0, Pupils)), (follow.IsDone, follow.Deleted, follow.Total));
    }

    private static void Activated(Account account) => (account.State, account.PasswordHash) = (AccountState.Activated, "hash");

    private async Task<Guid> SessionOfAsync(Guid holder)
    {
        await using var db = Stores.Operational();
        var session = new Session { Id = Guid.CreateVersion7(), HandleHash = [1], Kind = SessionKind.Pupil, HolderId = holder, Methods = "pwd", ExpiresAt = DateTime.UtcNow.AddHours(1) };
        db.AddRange(session, new ActivationState { Id = Guid.CreateVersion7(), AccountId = holder, HandleHash = [2], ProofHash = [3], ExpiresAt = DateTime.UtcNow.AddHours(1) });
        await db.SaveChangesAsync(Cancellation);
        return session.Id;
    }
}

public sealed class CampaignApplyOnSqlite() : CampaignApplyTests(Engine.Sqlite);

public sealed class CampaignApplyOnPostgreSql() : CampaignApplyTests(Engine.PostgreSql);
