using System.Data.Common;
using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Activation;
using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Actions;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Steps;
using EduConnect.Core.Tests.House;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace EduConnect.Core.Tests.Guardians;

/// <summary>What a guardian says of ties after the activation, against the table of <c>docs/journeys/ties.md</c>, and records that change account (domain 4.2, §7).</summary>
public abstract class TieJourneyTests(Engine engine) : StorageSuite(engine)
{
    private static readonly DateOnly Birth = new(2014, 9, 14);
    private static readonly Actor Holder = new(ActorKind.AccountHolder, "holder");
    private readonly SystemRandomSource _random = new();
    private TestPupil _ines = null!;
    private TestGuardian _claire = null!;
    private TestGuardian _elsewhere = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var main = Stores.Main();
        var data = new TestData(main);
        var school = data.School();
        _ines = data.Pupil(school, null, "MOREL", "Inès", Birth);
        _claire = data.Guardian(_ines, "MOREL", "Claire", "c.morel27", others: [data.Pupil(school, null, "MOREL", "Malo")]);
        _elsewhere = data.Guardian(data.Pupil(data.School(academie: "02"), null, "MOREL", "Jade", Birth), "MOREL", "Claire", "c.morel88");
        _claire.Account.State = AccountState.Activated;
        main.Add(new RecordProposal { GuardianRecordId = _elsewhere.Records[0].Id, AccountId = _claire.Account.Id, ProposedAt = Clock.UtcNow });
        await data.SaveAsync();
        await Children.LinksOf(main, _claire.Account.Id).ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.Confirmed), Cancellation);
    }

    [Fact]
    [Trait("Row", "#72"), Trait("Row", "#75"), Trait("Row", "#78"), Trait("Row", "#80")]
    public async Task Every_row_of_the_journey()
    {
        var rows = Repository.Lines("docs/journeys/ties.md").Where(line => line.StartsWith('|')).Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]).Skip(2).ToList();
        Assert.Equal(7, rows.Count);
        foreach (var row in rows)
        {
            await SetAsync(Enum.Parse<LinkStatement>(row[0]));
            await AnswerAsync(new Session { Id = _random.NewId(), HandleHash = [], HolderId = _claire.Account.Id, Methods = "pwd" }, row[1]);
            Assert.True(await InesAsync() == Enum.Parse<LinkStatement>(row[2]), string.Join(' ', row) + ": " + await InesAsync());
        }
    }

    [Fact]
    [Trait("Rule", "S-BD1")]
    public async Task The_eleventh_try_at_the_same_dates_hands_over_to_the_school_until_it_corrects_one()
    {
        await SetAsync(LinkStatement.Unconfirmed);
        for (var i = 0; i < 11; i++)
        {
            Assert.Equal(LinkStatement.Unconfirmed, await InesAsync());
            await AnswerAsync(new Session { Id = _random.NewId(), HandleHash = [], HolderId = _claire.Account.Id, Methods = "pwd" }, "wrong date");
            Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(LinkStatement.BirthDateReported, await InesAsync());
        await using var main = Stores.Main();
        await main.Set<Core.Schools.Pupil>().Where(pupil => pupil.Id == _ines.Pupil.Id).ExecuteUpdateAsync(set => set.SetProperty(pupil => pupil.BirthDate, Birth.AddDays(1)), Cancellation);
        await SetAsync(LinkStatement.Unconfirmed);
        await AnswerAsync(new Session { Id = _random.NewId(), HandleHash = [], HolderId = _claire.Account.Id, Methods = "pwd" }, "wrong date");
        Assert.Equal(LinkStatement.Confirmed, await InesAsync());
    }

    [Fact]
    public async Task Two_accounts_that_take_the_same_record_at_once_do_not_both_get_it()
    {
        var second = await AddAccountAsync();
        var results = await Task.WhenAll(new[] { _claire.Account.Id, second }.Select(TakeAsync));
        Assert.Single(results, true);
        await using var main = Stores.Main();
        Assert.NotNull((await main.Set<Account>().SingleAsync(one => one.Id == _elsewhere.Account.Id, Cancellation)).ClosedAt);
        Assert.Single(await main.Set<AuditEvent>().Where(one => one.Code == "account.closed").ToListAsync(Cancellation));
    }

    /// <summary>Another account takes the record after it was shown to the second one, and before that one takes it.</summary>
    protected async Task TakenInBetweenAsync()
    {
        var second = await AddAccountAsync();
        var between = new Between("record_proposal", () => TakeAsync(_claire.Account.Id));
        var options = new DbContextOptionsBuilder<MainDb>().AddInterceptors(between);
        Stores.Provider.Configure(options, Stores.MainConnection);
        await using var main = new MainDb((DbContextOptions<MainDb>)options.Options);
        var jade = await main.Set<GuardianLink>().Where(link => link.GuardianRecordId == _elsewhere.Records[0].Id).Select(link => link.PupilId).SingleAsync(Cancellation);
        Assert.False(await CarryOut(main).RunAsync(second, new TieDecision([jade], [], []), Holder, Cancellation));
        Assert.True(between.Result);
        await using var after = Stores.Main();
        Assert.Equal(_claire.Account.Id, (await after.Set<GuardianRecord>().SingleAsync(record => record.Id == _elsewhere.Records[0].Id, Cancellation)).AccountId);
    }

    [Fact]
    [Trait("Row", "#77")]
    public async Task Two_clicks_that_withdraw_a_report_are_one_withdrawal_and_one_mail()
    {
        await SetAsync(LinkStatement.ReportedWrong);
        var between = new Between("guardian_link", async () => await CancelAsync(Stores.Main()) == CancelOutcome.Confirmed);
        var options = new DbContextOptionsBuilder<MainDb>().AddInterceptors(between);
        Stores.Provider.Configure(options, Stores.MainConnection);
        Assert.Equal(CancelOutcome.Again, await CancelAsync(new MainDb((DbContextOptions<MainDb>)options.Options)));
        Assert.True(between.Result);
        await using var after = Stores.Main();
        Assert.Equal(LinkStatement.Confirmed, await InesAsync());
        Assert.Equal(1, await after.Set<AuditEvent>().CountAsync(row => row.Code == "tie.report-cancelled", Cancellation));
        Assert.Equal(1, await after.Set<OutboxMessage>().CountAsync(mail => mail.Template == "tie-report-cancelled", Cancellation));
    }

    private async Task<CancelOutcome> CancelAsync(MainDb main)
    {
        await using (main)
        {
            await using var operational = Stores.Operational();
            var limits = new BirthDateLimits(operational, new Activations(main, operational, Clock, _random), Clock);
            var session = new Session { Id = _random.NewId(), HandleHash = [], HolderId = _claire.Account.Id, Methods = "pwd" };
            return await new CancelReport(main, limits, Statements, Clock).RunAsync(session, _ines.Pupil.Id, Birth, Holder, Cancellation);
        }
    }

    private async Task<bool> TakeAsync(Guid account)
    {
        await using var main = Stores.Main();
        var jade = await main.Set<GuardianLink>().Where(link => link.GuardianRecordId == _elsewhere.Records[0].Id).Select(link => link.PupilId).SingleAsync(Cancellation);
        try
        {
            return await CarryOut(main).RunAsync(account, new TieDecision([jade], [], []), Holder, Cancellation);
        }
        catch (Exception failure) when (failure is DbUpdateException or System.Data.Common.DbException or InvalidOperationException)
        {
            // One of two writers is turned away by the engine: nothing of it stays.
            return false;
        }
    }

    private async Task<Guid> AddAccountAsync()
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        var other = data.Guardian(data.Pupil(data.School(), null, "MOREL", "Nino", Birth), "MOREL", "Claire", "c.morel55");
        other.Account.State = AccountState.Activated;
        main.Add(new RecordProposal { GuardianRecordId = _elsewhere.Records[0].Id, AccountId = other.Account.Id, ProposedAt = Clock.UtcNow });
        await data.SaveAsync();
        return other.Account.Id;
    }

    private async Task AnswerAsync(Session session, string answer)
    {
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        var steps = new PendingSteps(operational, Clock, _random);
        var limits = new BirthDateLimits(operational, new Activations(main, operational, Clock, _random), Clock);
        var use = new AnswerChildren(main, Reader, limits, steps, CarryOut(main), Statements, Clock);
        var given = answer switch
        {
            "right date" => new TieAnswer(_ines.Pupil.Id, true, Birth, false),
            "wrong date" => new TieAnswer(_ines.Pupil.Id, true, Birth.AddDays(1), false),
            "exact date" => new TieAnswer(_ines.Pupil.Id, true, Birth.AddDays(1), true),
            _ => new TieAnswer(_ines.Pupil.Id, false, null, false),
        };
        var result = await use.RunAsync(session, [given], Holder, Cancellation);
        if (result.NeedsSecondLook)
        {
            var step = await steps.FindAsync(session.Id, StepKind.Ties, Cancellation);
            await using var again = Stores.Main();
            Assert.True(await CarryOut(again).RunAsync(_claire.Account.Id, JsonSerializer.Deserialize<TieDecision>(step!.Value)!, Holder, Cancellation));
        }
    }

    private ActionsReader Reader => new(new ReminderOptions(), Clock);

    private TieStatements Statements => new(new OutboxWriter(new ServiceOptions(), Clock, _random), Clock);

    private CarryOutTies CarryOut(MainDb main) =>
        new(main, Reader, new RecordMoves(new AccountLinks(new ServiceOptions(), new Deadlines(), Clock, _random), Clock), Statements, Clock);

    private async Task SetAsync(LinkStatement statement)
    {
        await using var main = Stores.Main();
        await main.Set<GuardianLink>().Where(link => link.PupilId == _ines.Pupil.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, statement).SetProperty(link => link.StatedAt, statement == LinkStatement.Unconfirmed ? null : Clock.UtcNow), Cancellation);
    }

    private async Task<LinkStatement> InesAsync()
    {
        await using var main = Stores.Main();
        return await main.Set<GuardianLink>().Where(link => link.PupilId == _ines.Pupil.Id).Select(link => link.Statement).SingleAsync(Cancellation);
    }
}

/// <summary>Does something once, after the first statement that names a table was answered.</summary>
internal sealed class Between(string table, Func<Task<bool>> act) : DbCommandInterceptor
{
    /// <summary>What it gave; null when the statement never came.</summary>
    public bool? Result { get; private set; }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (Result is null && command.CommandText.Contains(table, StringComparison.Ordinal))
        {
            Result = false;
            Result = await act();
        }

        return result;
    }
}

public sealed class TieJourneysOnSqlite() : TieJourneyTests(Engine.Sqlite);

public sealed class TieJourneysOnPostgreSql() : TieJourneyTests(Engine.PostgreSql)
{
    // The embedded engine lets nobody in between: its transactions write one after the other.
    [Fact]
    public Task A_record_that_another_account_took_in_between_is_not_taken_from_it() => TakenInBetweenAsync();
}
