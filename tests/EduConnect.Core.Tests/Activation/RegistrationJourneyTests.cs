using System.Text.RegularExpressions;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation.Registration;
using EduConnect.Core.Guardians;
using EduConnect.Core.Tests.House;
using Xunit;

namespace EduConnect.Core.Tests.Activation;

/// <summary>The pages of a registration: every move from every page, against <c>docs/journeys/registration.md</c>.</summary>
public sealed partial class RegistrationJourneyTests
{
    private static readonly TieDecision Nobody = new([Guid.NewGuid()], [], []);
    private static readonly TieDecision Somebody = new([Guid.NewGuid()], [Guid.NewGuid()], []);

    private static readonly (string Name, RegistrationStep[] From, Action<RegistrationState> Apply)[] Moves =
    [
        ("identify", [RegistrationStep.Identity, RegistrationStep.Code, RegistrationStep.Children, RegistrationStep.Reports, RegistrationStep.Password], state => state.Identify(Guid.NewGuid(), "Morel", "Claire", "+33639980001", [])),
        ("prove", [RegistrationStep.Code], state => state.Prove(DateTime.UtcNow)),
        ("decide, somebody reported", [RegistrationStep.Children, RegistrationStep.Reports, RegistrationStep.Password], state => state.Decide(Somebody)),
        ("decide, nobody reported", [RegistrationStep.Children, RegistrationStep.Reports, RegistrationStep.Password], state => state.Decide(Nobody)),
        ("confirm reports", [RegistrationStep.Reports], state => state.ConfirmReports()),
        ("finish", [RegistrationStep.Password], state => state.Finish(DateTime.UtcNow)),
    ];

    [Fact]
    public void The_diagram_is_what_the_code_does()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in Enum.GetValues<RegistrationStep>())
        {
            foreach (var (name, from, apply) in Moves.Where(move => move.From.Contains(step)))
            {
                var state = At(step);
                apply(state);
                done.Add($"{step} --> {RegistrationSteps.Next(state)}: {name}");
            }
        }

        var drawn = Repository.Lines("docs/journeys/registration.md").Select(line => line.Trim()).Where(line => Arrow().IsMatch(line)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(drawn.Order(StringComparer.Ordinal), done.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Rule", "S-RC3")]
    public void A_page_is_shown_only_when_all_before_it_are_done()
    {
        foreach (var here in Enum.GetValues<RegistrationStep>())
        {
            var state = At(here);
            foreach (var wanted in Enum.GetValues<RegistrationStep>())
            {
                var mayShow = RegistrationSteps.MayShow(state, wanted);
                Assert.True(!mayShow || wanted <= here, $"{wanted} is shown at {here}.");
                Assert.True(mayShow || wanted != here, $"{here} is not shown when its turn has come.");
            }
        }
    }

    [Fact]
    public void A_finished_registration_holds_nothing_of_the_person()
    {
        var state = At(RegistrationStep.Password);
        state.Person = "{}";
        state.Finish(DateTime.UtcNow);
        Assert.Equal((string.Empty, string.Empty, string.Empty, null, "[]", null), (state.FamilyName, state.FirstName, state.Phone, state.Person, state.Records, state.Decision));
    }

    [Theory]
    [InlineData(new[] { AccountState.NotInformed, AccountState.Informed }, 1, 1)]
    [InlineData(new[] { AccountState.Informed, AccountState.Activating, AccountState.NotInformed }, 1, 2)]
    [InlineData(new[] { AccountState.NotInformed, AccountState.NotInformed }, 0, 1)]
    [InlineData(new[] { AccountState.Informed, AccountState.Activated }, 1, 1)]
    [InlineData(new[] { AccountState.Activated, AccountState.Activated, AccountState.Informed }, 1, 1)]
    public void One_account_stays_and_other_activated_ones_are_left_alone(AccountState[] states, int stays, int joining)
    {
        var accounts = states.Select((state, i) => new Account
        {
            Id = Guid.NewGuid(),
            Kind = AccountKind.Guardian,
            Username = $"a{i}",
            State = state,
            CreatedAt = DateTime.UnixEpoch.AddDays(i),
            LastSignInAt = DateTime.UnixEpoch.AddDays(i),
        }).ToList();
        var chosen = RegistrationAccounts.Choose(accounts)!;
        Assert.Equal($"a{stays}", chosen.Stays.Username);
        Assert.Equal(joining, chosen.Join.Count);
        Assert.DoesNotContain(chosen.Join, account => account.State == AccountState.Activated);
    }

    [Fact]
    public void Closed_accounts_and_pupils_are_nobody()
    {
        Account[] accounts =
        [
            new() { Kind = AccountKind.Guardian, Username = "a", ClosedAt = DateTime.UnixEpoch },
            new() { Kind = AccountKind.Pupil, Username = "b" },
        ];
        Assert.Null(RegistrationAccounts.Choose(accounts));
    }

    private static RegistrationState At(RegistrationStep step)
    {
        var state = new RegistrationState { HandleHash = [] };
        var order = new (RegistrationStep Until, Action Move)[]
        {
            (RegistrationStep.Code, () => state.Identify(Guid.NewGuid(), "Morel", "Claire", "+33639980001", [])),
            (RegistrationStep.Children, () => state.Prove(DateTime.UtcNow)),
            (RegistrationStep.Reports, () => state.Decide(Somebody)),
            (RegistrationStep.Password, () => state.ConfirmReports()),
            (RegistrationStep.Done, () => state.Finish(DateTime.UtcNow)),
        };
        foreach (var (_, move) in order.Where(one => one.Until <= step))
        {
            move();
        }

        Assert.Equal(step, RegistrationSteps.Next(state));
        return state;
    }

    [GeneratedRegex("^[A-Z][a-z]+ --> [A-Z][a-z]+: ")]
    private static partial Regex Arrow();
}
