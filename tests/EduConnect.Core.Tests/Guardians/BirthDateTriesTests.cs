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
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Guardians;

/// <summary>Birth dates guessed after the activation: three a session, five a day, ten at one child for ever, by whatever page and beside whatever other child (S-BD1).</summary>
[Trait("Rule", "S-BD1")]
public abstract class BirthDateTriesTests(Engine engine) : StorageSuite(engine)
{
    private static readonly DateOnly Birth = new(2014, 9, 14);
    private static readonly DateOnly Other = new(2016, 2, 3);
    private static readonly Actor Holder = new(ActorKind.AccountHolder, "holder");
    private readonly SystemRandomSource _random = new();
    private TestPupil _ines = null!;
    private TestPupil _malo = null!;
    private TestGuardian _claire = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var main = Stores.Main();
        var data = new TestData(main);
        var school = data.School();
        (_ines, _malo) = (data.Pupil(school, null, "MOREL", "Inès", Birth), data.Pupil(school, null, "MOREL", "Malo", Other));
        var sure = data.Pupil(school, null, "MOREL", "Nino");
        _claire = data.Guardian(_ines, "MOREL", "Claire", "c.morel27", others: [_malo, sure]);
        _claire.Account.State = AccountState.Activated;
        await data.SaveAsync();
        await SetAsync(sure, LinkStatement.Confirmed);
    }

    [Fact]
    [Trait("Row", "#74")]
    public async Task A_report_that_is_never_confirmed_a_second_time_gives_no_try_back()
    {
        var session = NewSession();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(TieRefusal.DateMismatch, (await AnswerAsync(session, Wrong(_ines))).Refusal);
        }

        Assert.True((await AnswerAsync(session, new TieAnswer(_malo.Pupil.Id, false, null, false))).NeedsSecondLook);
        Assert.Equal(BirthDateVerdict.BeginAgain, (await AnswerAsync(session, Wrong(_ines))).Verdict);
        session = NewSession();
        Assert.Equal(BirthDateVerdict.Go, (await AnswerAsync(session, Wrong(_ines))).Verdict);
        Assert.True((await AnswerAsync(session, new TieAnswer(_malo.Pupil.Id, false, null, false))).NeedsSecondLook);
        Assert.Equal(BirthDateVerdict.Go, (await AnswerAsync(session, Wrong(_ines))).Verdict);
        Assert.Equal(BirthDateVerdict.Pause, (await AnswerAsync(NewSession(), Wrong(_ines))).Verdict);
    }

    [Fact]
    [Trait("Row", "#78")]
    public async Task A_right_date_costs_nothing_and_leaves_the_tries_at_another_child_counted()
    {
        var session = NewSession();
        Assert.Equal(TieRefusal.DateMismatch, (await AnswerAsync(session, Wrong(_ines))).Refusal);
        Assert.Equal(TieRefusal.DateMismatch, (await AnswerAsync(session, Wrong(_ines))).Refusal);
        Assert.True((await AnswerAsync(session, Right(_malo, Other))).IsAccepted);
        Assert.Equal(BirthDateVerdict.Go, (await AnswerAsync(session, Wrong(_ines))).Verdict);
        Assert.Equal(BirthDateVerdict.BeginAgain, (await AnswerAsync(session, Wrong(_ines))).Verdict);
        Assert.True((await AnswerAsync(NewSession(), Right(_ines, Birth))).IsAccepted);
        Assert.Equal((LinkStatement.Confirmed, LinkStatement.Confirmed), (await StatementAsync(_ines), await StatementAsync(_malo)));
    }

    [Fact]
    [Trait("Section", "7.4")]
    public async Task Ten_tries_are_counted_for_each_child_however_children_are_put_together_and_only_that_child_is_handed_over()
    {
        for (var i = 0; i < 10; i++)
        {
            TieAnswer[] answers = i % 2 == 0 ? [Wrong(_ines), Right(_malo, Other)] : [Wrong(_ines)];
            var result = await AnswerAsync(NewSession(), answers);
            Assert.Equal((BirthDateVerdict.Go, TieRefusal.DateMismatch), (result.Verdict, result.Refusal));
            Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(BirthDateVerdict.Stopped, (await AnswerAsync(NewSession(), Right(_ines, Birth), Right(_malo, Other))).Verdict);
        Assert.Equal((LinkStatement.BirthDateReported, LinkStatement.Unconfirmed), (await StatementAsync(_ines), await StatementAsync(_malo)));
        Assert.True((await AnswerAsync(NewSession(), Right(_malo, Other))).IsAccepted);
    }

    [Fact]
    [Trait("Row", "#77")]
    public async Task A_report_is_withdrawn_within_the_same_three_five_and_ten()
    {
        await SetAsync(_ines, LinkStatement.ReportedWrong);
        var session = NewSession();
        Assert.Equal(TieRefusal.DateMismatch, (await AnswerAsync(session, Wrong(_ines))).Refusal);
        Assert.Equal(CancelOutcome.Mismatch, await CancelAsync(session, _ines, Birth.AddDays(1)));
        Assert.Equal(CancelOutcome.Mismatch, await CancelAsync(session, _ines, Birth.AddDays(2)));
        Assert.Equal(CancelOutcome.BeginAgain, await CancelAsync(session, _ines, Birth));
        Assert.Equal(CancelOutcome.Mismatch, await CancelAsync(session, _malo, Other));
        for (var i = 3; i < 10; i++)
        {
            Clock.Advance(TimeSpan.FromDays(1));
            Assert.Equal(CancelOutcome.Mismatch, await CancelAsync(NewSession(), _ines, Birth.AddDays(i)));
        }

        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(CancelOutcome.Stopped, await CancelAsync(NewSession(), _ines, Birth));
        Assert.Equal(BirthDateVerdict.Stopped, (await AnswerAsync(NewSession(), Right(_ines, Birth))).Verdict);
        Assert.Equal(LinkStatement.ReportedWrong, await StatementAsync(_ines));
        await using var main = Stores.Main();
        Assert.Equal(2, await main.Set<AuditEvent>().CountAsync(row => row.Code == AnswerJudge.ExhaustedCode && row.AccountId == _claire.Account.Id, Cancellation));
    }

    [Fact]
    [Trait("Row", "#77")]
    public async Task A_report_withdrawn_for_one_child_does_not_give_back_the_five_a_day_at_another()
    {
        await SetAsync(_ines, LinkStatement.ReportedWrong);
        await SetAsync(_malo, LinkStatement.ReportedWrong);
        var session = NewSession();
        for (var i = 1; i <= 4; i++)
        {
            session = i == 4 ? NewSession() : session;
            Assert.Equal(CancelOutcome.Mismatch, await CancelAsync(session, _ines, Birth.AddDays(i)));
        }

        Assert.Equal(CancelOutcome.Confirmed, await CancelAsync(session, _malo, Other));
        Assert.Equal(CancelOutcome.Mismatch, await CancelAsync(session, _ines, Birth.AddDays(5)));
        Assert.Equal(CancelOutcome.TooManyTries, await CancelAsync(NewSession(), _ines, Birth));
    }

    private static TieAnswer Wrong(TestPupil pupil) => new(pupil.Pupil.Id, true, new DateOnly(2001, 1, 1), false);

    private static TieAnswer Right(TestPupil pupil, DateOnly date) => new(pupil.Pupil.Id, true, date, false);

    private Session NewSession() => new() { Id = _random.NewId(), HandleHash = [], HolderId = _claire.Account.Id, Methods = "pwd" };

    private async Task<AnswerResult> AnswerAsync(Session session, params TieAnswer[] answers)
    {
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        var (reader, statements) = (new ActionsReader(new ReminderOptions(), Clock), new TieStatements(new OutboxWriter(new ServiceOptions(), Clock, _random), Clock));
        var moves = new RecordMoves(new AccountLinks(new ServiceOptions(), new Deadlines(), Clock, _random), Clock);
        var carryOut = new CarryOutTies(main, reader, moves, statements, Clock);
        return await new AnswerChildren(main, reader, Limits(main, operational), new PendingSteps(operational, Clock, _random), carryOut, statements, Clock)
            .RunAsync(session, answers, Holder, Cancellation);
    }

    private async Task<CancelOutcome> CancelAsync(Session session, TestPupil pupil, DateOnly date)
    {
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        return await new CancelReport(main, Limits(main, operational), new TieStatements(new OutboxWriter(new ServiceOptions(), Clock, _random), Clock), Clock)
            .RunAsync(session, pupil.Pupil.Id, date, Holder, Cancellation);
    }

    private BirthDateLimits Limits(MainDb main, OperationalDb operational) => new(operational, new Activations(main, operational, Clock, _random), Clock);

    private async Task SetAsync(TestPupil pupil, LinkStatement statement)
    {
        await using var main = Stores.Main();
        await main.Set<GuardianLink>().Where(link => link.PupilId == pupil.Pupil.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, statement).SetProperty(link => link.StatedAt, Clock.UtcNow), Cancellation);
    }

    private async Task<LinkStatement> StatementAsync(TestPupil pupil)
    {
        await using var main = Stores.Main();
        return await main.Set<GuardianLink>().Where(link => link.PupilId == pupil.Pupil.Id).Select(link => link.Statement).SingleAsync(Cancellation);
    }
}

public sealed class BirthDateTriesOnSqlite() : BirthDateTriesTests(Engine.Sqlite);

public sealed class BirthDateTriesOnPostgreSql() : BirthDateTriesTests(Engine.PostgreSql);
