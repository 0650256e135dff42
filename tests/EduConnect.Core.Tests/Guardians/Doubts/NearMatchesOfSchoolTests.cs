using EduConnect.Core.Guardians.Doubts;
using Xunit;

namespace EduConnect.Core.Tests.Guardians.Doubts;

/// <summary>Which pairs of accounts of a school are asked about: one entry a pair, with the best reason, whatever the order of the ties.</summary>
public sealed class NearMatchesOfSchoolTests
{
    private static readonly Guid Lea = Guid.NewGuid();
    private static readonly Guid Paul = Guid.NewGuid();

    [Fact, Trait("Section", "4.1")]
    public void A_pair_is_found_once_with_its_best_reason()
    {
        var (one, other) = (Guardian("MARTIN", "Claire", "+33639980010"), Guardian("MARTEN", "Claire", "+33639980010"));
        var better = Guardian("MARTIN", "Claire", "+33639980012") with { AccountId = other.AccountId };
        SchoolTie[] ties = [Tie(one, Lea), Tie(other, Lea), Tie(better, Paul), Tie(one, Paul)];
        var pair = Assert.Single(NearMatchesOfSchool.Find(ties));
        Assert.Equal(NearPair.Ordered(one.AccountId, other.AccountId), pair.Accounts);
        Assert.Equal(NameLikeness.Same, pair.Match.Names);
        Assert.Contains(pair.One.RecordId, new[] { one.RecordId, better.RecordId });
        var again = Assert.Single(NearMatchesOfSchool.Find([.. ties.Reverse()]));
        Assert.Equal((pair.One.RecordId, pair.Other.RecordId, pair.Match), (again.One.RecordId, again.Other.RecordId, again.Match));
    }

    [Fact, Trait("Section", "4.2")]
    public void Two_accounts_that_the_rule_itself_brings_together_are_not_asked_about()
    {
        var (one, other) = (Guardian("MARTIN", "Claire", "+33639980010"), Guardian("MARTIN", "Claire", "+33639980010"));
        var third = Guardian("MARTIN", "Claire", "+33639980012") with { AccountId = other.AccountId };
        Assert.Empty(NearMatchesOfSchool.Find([Tie(one, Lea), Tie(other, Lea), Tie(third, Lea)]));
    }

    [Fact, Trait("Section", "4.4")]
    public void Who_said_that_a_child_is_not_theirs_is_not_brought_together_with_the_guardian_of_that_child()
    {
        var (one, other) = (Guardian("MARTIN", "Claire", null), Guardian("MARTIN", "Claire", "+33639980012"));
        Assert.Single(NearMatchesOfSchool.Find([Tie(one, Lea), Tie(one, Paul), Tie(other, Lea)]));
        Assert.Empty(NearMatchesOfSchool.Find([Tie(one, Lea, isReportedWrong: true), Tie(one, Paul), Tie(other, Lea)]));
        Assert.Empty(NearMatchesOfSchool.Find([Tie(one, Lea), Tie(one, Paul), Tie(other, Lea, isReportedWrong: true)]));
        Assert.Single(NearMatchesOfSchool.Find([Tie(one, Lea), Tie(one, Paul, isReportedWrong: true), Tie(other, Lea)]));
    }

    [Fact]
    public void What_too_many_have_in_common_says_nothing()
    {
        var home = Enumerable.Range(0, NearMatchesOfSchool.MostOfOneKey + 1).Select(i => Guardian("FOYER" + (char)('A' + i), "Claire", "+33639980099")).ToList();
        Assert.Empty(NearMatchesOfSchool.Find([.. home.Select(guardian => Tie(guardian, Guid.NewGuid()))]));
        Assert.NotEmpty(NearMatchesOfSchool.Find([.. home.Skip(1).Select(guardian => Tie(guardian, Guid.NewGuid()))]));
    }

    [Fact]
    public void The_records_of_one_account_are_one_person()
    {
        var one = Guardian("MARTIN", "Claire", "+33639980010");
        Assert.Empty(NearMatchesOfSchool.Find([Tie(one, Lea), Tie(Guardian("MARTIN", "Claire", null) with { AccountId = one.AccountId }, Lea)]));
    }

    private static SchoolTie Tie(KnownGuardian guardian, Guid pupil, bool isReportedWrong = false) => new(guardian, pupil, isReportedWrong);

    private static KnownGuardian Guardian(string family, string first, string? mobile) => new(Guid.NewGuid(), Guid.NewGuid(), "Mme", family, family, first, mobile, null);
}
