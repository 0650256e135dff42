using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using EduConnect.Core.Guardians;
using EduConnect.Core.Tests.House;
using Xunit;

namespace EduConnect.Core.Tests.Activation;

/// <summary>The pages of a transition and what becomes of the account, against the tables of <c>docs/journeys/transition.md</c> (rows #65 to #70, S-RC3).</summary>
public sealed class TransitionJourneyTests
{
    private static readonly string Reported = JsonSerializer.Serialize(new TieDecision([Guid.NewGuid()], [Guid.NewGuid()], []));

    [Fact]
    [Trait("Rule", "S-RC3"), Trait("Row", "#66"), Trait("Row", "#67"), Trait("Row", "#68")]
    public void Every_page_at_every_turn()
    {
        var (heads, rows) = Table("| Turn |");
        Assert.Equal(6, rows.Count);
        foreach (var row in rows)
        {
            var state = At(row[0]);
            Assert.True(row[0].EndsWith(ActivationSteps.Next(state).ToString(), StringComparison.Ordinal), row[0] + ": " + ActivationSteps.Next(state));
            Assert.Equal(row[1..], heads[1..].Select(page => ActivationSteps.MayShow(state, Enum.Parse<ActivationStep>(page)) ? "shown" : "–"));
            Assert.DoesNotContain(Enum.GetValues<ActivationStep>(), step => !heads.Contains(step.ToString()) && ActivationSteps.MayShow(state, step));
        }
    }

    [Fact]
    [Trait("Row", "#70")]
    public void Every_state_of_the_account()
    {
        var (_, rows) = Table("| Account |");
        Assert.Equal(Enum.GetNames<AccountState>(), rows.Select(row => row[0]));
        foreach (var row in rows)
        {
            var account = new Account { Username = "c.morel27", Kind = AccountKind.Guardian, State = Enum.Parse<AccountState>(row[0]) };
            var refusal = account.ActivateByOtherProof(ActivationMode.Ent, "hash", DateTime.UtcNow);
            Assert.Equal(row[1] == "begins", account.Mode == ActivationMode.Ent);
            Assert.Equal(row[2], refusal == AccountRefusal.None ? account.State.ToString() : "refused");
        }
    }

    [Fact]
    public void The_welcome_belongs_to_a_transition_only() =>
        Assert.All(Enum.GetValues<ActivationGoal>(), goal => Assert.Equal(goal == ActivationGoal.Transition, ActivationSteps.MayShow(new ActivationState { HandleHash = [], Goal = goal, Kind = AccountKind.Guardian }, ActivationStep.Welcome)));

    private static ActivationState At(string turn)
    {
        var (kind, step) = (turn.StartsWith("pupil", StringComparison.Ordinal) ? AccountKind.Pupil : AccountKind.Guardian, Enum.Parse<ActivationStep>(turn.Split(' ')[1]));
        return new ActivationState
        {
            HandleHash = [],
            Goal = ActivationGoal.Transition,
            Kind = kind,
            PasswordHash = step is ActivationStep.Children or ActivationStep.Reports ? "hash" : null,
            Decision = step == ActivationStep.Reports ? Reported : null,
            DoneAt = step == ActivationStep.Done ? DateTime.UtcNow : null,
        };
    }

    private static (string[] Heads, List<string[]> Rows) Table(string head)
    {
        var lines = Repository.Lines("docs/journeys/transition.md").SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToList();
        return (lines[0], lines[2..]);
    }
}
