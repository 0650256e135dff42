using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Tests.House;
using Xunit;

namespace EduConnect.Core.Tests.Accounts.Contacts;

/// <summary>Every state × verb of a change of address, against the table of <c>docs/journeys/mail-change.md</c> (row #92, S-RC6).</summary>
public sealed class MailChangeTests
{
    private static readonly DateTime Now = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);

    public static TheoryData<MailChangeState, string, string> Cells
    {
        get
        {
            var rows = Repository.Lines("docs/journeys/mail-change.md").Where(line => line.StartsWith('|')).Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToList();
            var cells = new TheoryData<MailChangeState, string, string>();
            foreach (var row in rows.Skip(2))
            {
                for (var verb = 1; verb < row.Length; verb++)
                {
                    cells.Add(Enum.Parse<MailChangeState>(row[0]), rows[0][verb], row[verb]);
                }
            }

            return cells;
        }
    }

    [Fact]
    public void The_table_holds_every_state() => Assert.Equal(Enum.GetValues<MailChangeState>().Length * 4, Cells.Count);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_state_and_verb(MailChangeState state, string verb, string expected)
    {
        var change = In(state);
        var done = Apply(change, verb, Now);
        Assert.Equal(expected != "–", done);
        Assert.Equal(done ? Enum.Parse<MailChangeState>(expected) : state, change.State);
        Assert.Equal((done, done), (change.Version == 1, change.SettledAt == Now));
    }

    [Theory]
    [InlineData(71, true)]
    [InlineData(72, false)]
    [Trait("Rule", "S-RC6")]
    public void Only_a_confirmed_old_address_undoes_and_only_for_72_hours(int hours, bool works)
    {
        Assert.Equal(works, In(MailChangeState.Confirmed).Undo(Now.AddHours(hours)));
        var without = In(MailChangeState.Confirmed);
        without.UndoHash = null;
        Assert.False(without.Undo(Now));
    }

    [Theory]
    [InlineData(73, 74, true)]
    [InlineData(73, 144, true)]
    [InlineData(73, 145, false)]
    [InlineData(null, 72, false)]
    [Trait("Rule", "S-RC6")]
    public void Confirmed_late_it_is_undone_as_long_as_confirmed_at_once(int? confirmed, int undone, bool works)
    {
        var change = In(MailChangeState.Pending);
        if (confirmed is { } hours)
        {
            Assert.True(change.Confirm(Now.AddHours(hours)));
        }

        Assert.Equal(works, change.Undo(Now.AddHours(undone)));
    }

    private static bool Apply(MailChange change, string verb, DateTime now)
    {
        switch (verb)
        {
            case "Confirm": return change.Confirm(now);
            case "Drop": return change.Drop(now);
            case "Undo": return change.Undo(now);
            default:
                change.Overrule(now);
                return true;
        }
    }

    private static MailChange In(MailChangeState state) => new() { NewMail = "nouvelle@exemple.fr", OldMail = "ancienne@exemple.fr", UndoHash = [1], State = state, RequestedAt = Now };
}
