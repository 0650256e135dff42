using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Accounts.Usernames;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Guardians;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Tests.Campaigns;
using EduConnect.Core.Tests.Directory;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Federation.Notices;

/// <summary>Every place that changes what services know writes it down in the transaction of the change.</summary>
public abstract class PlacesOfChangeTests(Engine engine) : NoticeSuite(engine)
{
    private static readonly Actor Holder = new(ActorKind.AccountHolder, "holder");

    private TieStatements Statements => new(new OutboxWriter(new ServiceOptions(), Clock, Random), Clock);

    private RecordMoves Moves => new(new AccountLinks(new ServiceOptions(), new Deadlines(), Clock, Random), Clock);

    [Fact]
    [Trait("Row", "#73")]
    public async Task A_tie_reported_as_wrong_and_confirmed_again()
    {
        await ServiceAsync("ent", NoticeEvents.TieChanged);
        var (guardian, first, _) = await FamilyAsync();
        var since = Clock.UtcNow;
        Clock.Advance(TimeSpan.FromHours(1));
        await using var main = Stores.Main();
        Assert.Equal(ReportOutcome.Reported, await new ReportTie(main, Statements).RunAsync(guardian.Account.Id, first.Pupil.Id, Holder, Cancellation));
        AssertOne(await ChangesAsync(), guardian.Account.Id, ChangeKind.TieReported, first.Record.RegistrationNumber, since);
        await StateAsync(guardian.Account, first, LinkStatement.Confirmed);
        Assert.Equal([ChangeKind.TieReported, ChangeKind.TieAdded], (await ChangesAsync()).Select(change => change.Kind));
    }

    [Fact]
    [Trait("Row", "#78")]
    public async Task A_birth_date_reported_as_wrong_takes_the_tie_away_and_what_was_never_confirmed_goes_unnoticed()
    {
        await ServiceAsync("ent", NoticeEvents.TieChanged);
        var (guardian, first, _) = await FamilyAsync();
        await StateAsync(guardian.Account, first, LinkStatement.BirthDateReported);
        Assert.Equal(ChangeKind.TieRemoved, Assert.Single(await ChangesAsync()).Kind);
        await StateAsync(guardian.Account, first, LinkStatement.ReportedWrong);
        Assert.Single(await ChangesAsync());
    }

    [Fact]
    [Trait("Row", "#101")]
    public async Task Records_that_go_to_another_account_take_their_ties_along_and_the_account_left_is_closed()
    {
        await ServiceAsync("ent", [.. NoticeEvents.All]);
        var (from, first, second) = await FamilyAsync();
        var (into, _, _) = await FamilyAsync(mobile: "+33639980002");
        await using (var main = Stores.Main())
        {
            await using var transaction = await main.Database.BeginTransactionAsync(Cancellation);
            var (left, stays) = (await main.Set<Account>().SingleAsync(one => one.Id == from.Account.Id, Cancellation), await main.Set<Account>().SingleAsync(one => one.Id == into.Account.Id, Cancellation));
            Assert.True(await Moves.MoveAsync(main, left, stays, [.. from.Records.Select(record => record.Id)], Holder, Cancellation));
            await main.SaveChangesAsync(Cancellation);
            Assert.NotEmpty(await main.Set<AccountChange>().ToListAsync(Cancellation));
            await transaction.CommitAsync(Cancellation);
        }

        var keys = new[] { first.Record.RegistrationNumber, second.Record.RegistrationNumber }.Order();
        var changes = await ChangesAsync();
        Assert.Equal(keys, Of(ChangeKind.TieRemoved, from.Account.Id));
        Assert.Equal(keys, Of(ChangeKind.TieAdded, into.Account.Id));
        Assert.Equal(from.Account.Id, Assert.Single(changes, change => change.Kind == ChangeKind.AccountClosed).AccountId);
        Assert.Equal(5, changes.Count);

        IEnumerable<string> Of(ChangeKind kind, Guid account) => changes.Where(change => change.Kind == kind && change.AccountId == account).Select(change => change.PupilKey!).Order();
    }

    [Fact]
    public async Task What_is_rolled_back_leaves_nothing()
    {
        await ServiceAsync("ent", [.. NoticeEvents.All]);
        var (guardian, first, _) = await FamilyAsync();
        await using (var main = Stores.Main())
        {
            await using var transaction = await main.Database.BeginTransactionAsync(Cancellation);
            await new ReportTie(main, Statements).RunAsync(guardian.Account.Id, first.Pupil.Id, Holder, Cancellation);
            await transaction.RollbackAsync(Cancellation);
        }

        Assert.Empty(await ChangesAsync());
    }

    [Fact]
    [Trait("Row", "#167")]
    public async Task A_username_that_the_night_gave()
    {
        await ServiceAsync("ent", NoticeEvents.UsernameChanged);
        var (_, first, _) = await FamilyAsync();
        await using (var main = Stores.Main())
        {
            await main.Set<Account>().Where(account => account.Id == first.Account!.Id).ExecuteUpdateAsync(set => set.SetProperty(account => account.NewUsernameRequestedAt, Clock.UtcNow), Cancellation);
        }

        var keys = new KeyRing(Path.Combine(Stores.Folder, "keys"), Clock, Random);
        Assert.Equal(1, (await new GiveRequestedUsernames(Main, Stores.Provider, new UsernameAllocator(keys), Clock).RunAsync(Cancellation)).Given);
        AssertOne(await ChangesAsync(), first.Account!.Id, ChangeKind.UsernameChanged, null, null);
    }

    [Fact]
    [Trait("Row", "#256")]
    public async Task A_compromised_account()
    {
        await ServiceAsync("ent", NoticeEvents.Compromised);
        var (guardian, _, _) = await FamilyAsync();
        using var world = new CampaignWorld(Stores, Clock);
        await world.ChangeAsync(guardian.Account.Username, (account, _) => account.PasswordHash = "$argon2id$x");
        var campaign = (await world.CheckedAsync(guardian.Account.Username)).Campaign;
        await world.ApplyAsync(campaign.Id);
        await world.WorkAsync(campaign.Id);
        AssertOne(await ChangesAsync(), guardian.Account.Id, ChangeKind.Compromised, null, null);
    }

    [Fact]
    [Trait("Rule", "S-GD1")]
    public async Task A_deleted_account()
    {
        await ServiceAsync("ent", NoticeEvents.AccountClosed);
        var (guardian, _, _) = await FamilyAsync();
        await VisitAsync(guardian.Account.Id, "ent");
        await DrainAsync();
        await using (var main = Stores.Main())
        {
            await main.Set<GuardianRecord>().ExecuteDeleteAsync(Cancellation);
            await using var transaction = await main.Database.BeginTransactionAsync(Cancellation);
            await new EraseAccounts(new StoreFactory<OperationalDb>(Stores.Operational), Clock).EraseAsync(main, [guardian.Account.Id], Cancellation);
            await main.SaveChangesAsync(Cancellation);
            await transaction.CommitAsync(Cancellation);
        }

        AssertOne(await ChangesAsync(), guardian.Account.Id, ChangeKind.AccountDeleted, null, null);
        await Notices.SpreadAsync(Cancellation);
        Assert.Equal(guardian.Account.Id, Assert.Single(await RowsAsync()).AccountId);
    }

    [Theory]
    [Trait("Rule", "S-XM3")]
    [InlineData("complet without the tie")]
    [InlineData("complet without the pupil")]
    [InlineData("delta that deletes the pupil")]
    [InlineData("delta that deletes the guardian")]
    public async Task A_tie_that_its_source_takes_away_and_gives_back(string how)
    {
        await ServiceAsync("ent", NoticeEvents.TieChanged);
        var harness = new ImportHarness(Stores, Clock);
        await harness.AppliedAsync(Sample("20261119").Write(Folder("a")));
        Assert.Empty(await ChangesAsync());
        Guid account;
        await using (var main = Stores.Main())
        {
            var since = Clock.UtcNow;
            await main.Set<GuardianLink>().ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.Confirmed).SetProperty(link => link.StatedAt, since), Cancellation);
            account = (await main.Set<GuardianRecord>().SingleAsync(record => record.FirstName == "Annea", Cancellation)).AccountId!.Value;
        }

        var next = how switch
        {
            "complet without the tie" => Sample("20261120", tied: [1, 2, 3, 4, 5, 6, 7, 8, 9]),
            "complet without the pupil" => Sample("20261120", pupils: [1, 2, 3, 4, 5, 6, 7, 8, 9], tied: [1, 2, 3, 4, 5, 6, 7, 8, 9]),
            "delta that deletes the pupil" => new AafText { Kind = "Delta", Date = "20261120" }.Delete("Eleve", "Eleve", "100"),
            _ => new AafText { Kind = "Delta", Date = "20261120" }.Delete("PersRelEleve", "PersRelEleve", "200"),
        };
        await harness.AppliedAsync(next.Write(Folder("b")), allowRemovals: true);
        var removed = Assert.Single(await ChangesAsync());
        Assert.Equal((account, ChangeKind.TieRemoved, "6100"), (removed.AccountId, removed.Kind, removed.PupilKey));
        await harness.AppliedAsync(Sample("20261121").Write(Folder("c")), allowRemovals: true);
        Assert.Equal([ChangeKind.TieRemoved, ChangeKind.TieAdded], (await ChangesAsync()).Select(change => change.Kind));
    }

    [Fact]
    public async Task Nothing_is_written_when_nobody_asked_for_it()
    {
        await ServiceAsync("ent");
        await ServiceAsync("other", NoticeEvents.Compromised);
        var (guardian, first, _) = await FamilyAsync();
        await StateAsync(guardian.Account, first, LinkStatement.ReportedWrong);
        Assert.Empty(await ChangesAsync());
    }

    [Fact]
    public async Task A_save_that_waits_for_nothing_is_refused_rather_than_forgotten()
    {
        var (guardian, _, _) = await FamilyAsync();
        await using var main = Stores.Main();
        (await main.Set<Account>().SingleAsync(one => one.Id == guardian.Account.Id, Cancellation)).Username = "c.autre";
#pragma warning disable CA1849, VSTHRD103 // the very call under test
        Assert.Throws<NotSupportedException>(() => main.SaveChanges());
#pragma warning restore CA1849, VSTHRD103
    }

    private static AafText Sample(string date, int[]? pupils = null, int[]? tied = null)
    {
        var text = new AafText { Date = date }.School();
        foreach (var i in pupils ?? Enumerable.Range(0, 10))
        {
            var links = tied?.Contains(i) ?? true ? [$"{200 + i}$10$1$1$1$1"] : Array.Empty<string>();
            text.Pupil($"{100 + i}", $"NOM{(char)('A' + i)}", "Prénom", "01/02/2012", links: links);
        }

        foreach (var i in tied ?? Enumerable.Range(0, 10))
        {
            text.Guardian($"{200 + i}", $"NOM{(char)('A' + i)}", $"Anne{(char)('a' + i)}", $"+33 6 39 98 00 {i:00}");
        }

        return text;
    }

    private async Task StateAsync(Account holder, TestPupil child, LinkStatement statement)
    {
        await using var main = Stores.Main();
        var account = await main.Set<Account>().SingleAsync(one => one.Id == holder.Id, Cancellation);
        var children = await Children.OfAsync(main, account.Id, Cancellation);
        Guid[] one = [child.Pupil.Id];
        var decision = statement switch
        {
            LinkStatement.Confirmed => new TieDecision(one, [], []),
            LinkStatement.ReportedWrong => new TieDecision([], one, []),
            _ => new TieDecision([], [], one),
        };
        await Statements.ApplyAsync(main, account, children, decision, Holder, Cancellation);
        await main.SaveChangesAsync(Cancellation);
    }

    private static void AssertOne(List<AccountChange> changes, Guid account, ChangeKind kind, string? child, DateTime? since)
    {
        var change = Assert.Single(changes);
        Assert.Equal((account, kind, child, since), (change.AccountId, change.Kind, change.PupilKey, change.TieSince));
    }

    private string Folder(string name) => Path.Combine(Stores.Folder, name);
}

public sealed class PlacesOfChangeOnSqlite() : PlacesOfChangeTests(Engine.Sqlite);

public sealed class PlacesOfChangeOnPostgreSql() : PlacesOfChangeTests(Engine.PostgreSql);
