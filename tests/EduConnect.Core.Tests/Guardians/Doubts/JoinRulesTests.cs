using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians.Doubts;
using Xunit;

namespace EduConnect.Core.Tests.Guardians.Doubts;

/// <summary>What a school's word may do, for every pair of states (domain 4.2): an account somebody was told about is never joined behind its holder's back.</summary>
[Trait("Section", "4.2")]
public sealed class JoinRulesTests
{
    [Theory]
    [InlineData(AccountState.NotInformed, AccountState.NotInformed, JoinEffect.Joins)]
    [InlineData(AccountState.NotInformed, AccountState.Informed, JoinEffect.Proposes)]
    [InlineData(AccountState.NotInformed, AccountState.Activating, JoinEffect.Proposes)]
    [InlineData(AccountState.NotInformed, AccountState.Activated, JoinEffect.Proposes)]
    [InlineData(AccountState.Informed, AccountState.Informed, JoinEffect.Proposes)]
    [InlineData(AccountState.Informed, AccountState.Activating, JoinEffect.Proposes)]
    [InlineData(AccountState.Informed, AccountState.Activated, JoinEffect.Proposes)]
    [InlineData(AccountState.Activating, AccountState.Activating, JoinEffect.LeavesToHolder)]
    [InlineData(AccountState.Activating, AccountState.Activated, JoinEffect.LeavesToHolder)]
    [InlineData(AccountState.Activated, AccountState.Activated, JoinEffect.LeavesToHolder)]
    public void Every_pair_of_states_has_its_effect(AccountState one, AccountState other, JoinEffect expected)
    {
        Assert.Equal(expected, JoinRules.Judge(one, other));
        Assert.Equal(expected, JoinRules.Judge(other, one));
    }

    [Theory]
    [Trait("Section", "16")]
    [InlineData(AccountState.NotInformed, false, AccountState.NotInformed)]
    [InlineData(AccountState.NotInformed, true, AccountState.Informed)]
    [InlineData(AccountState.Activating, true, AccountState.Activating)]
    [InlineData(AccountState.Activated, true, AccountState.Activated)]
    public void A_compromised_account_was_told_of(AccountState state, bool isCompromised, AccountState expected) => Assert.Equal(expected, JoinRules.Seen(state, isCompromised));

    [Theory]
    [InlineData(AccountState.NotInformed, AccountState.NotInformed, false)]
    [InlineData(AccountState.NotInformed, AccountState.Informed, true)]
    [InlineData(AccountState.Informed, AccountState.NotInformed, false)]
    [InlineData(AccountState.Informed, AccountState.Activated, true)]
    [InlineData(AccountState.Activating, AccountState.Activated, false)]
    [InlineData(AccountState.Activated, AccountState.Informed, false)]
    public void Records_in_use_are_proposed_to_nobody_and_nothing_is_proposed_to_who_was_never_told(AccountState ofAccount, AccountState toAccount, bool expected) =>
        Assert.Equal(expected, JoinRules.MayBeProposed(ofAccount, toAccount));
}
