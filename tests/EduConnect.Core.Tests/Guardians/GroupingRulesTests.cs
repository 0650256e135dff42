using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Grouping;
using Xunit;

namespace EduConnect.Core.Tests.Guardians;

/// <summary>Whose names count when two accounts are to be grouped (row #102): those that the sources have now.</summary>
[Trait("Row", "#102")]
public sealed class GroupingRulesTests
{
    [Theory]
    [InlineData("MOREL", "MOREL", true)]
    [InlineData("MOREL", "MOREL-DURAND", false)]
    [InlineData("MOREL", "MOREL -DURAND", true)]
    [InlineData("MOREL -DURAND", "DURAND", false)]
    [InlineData("-MOREL", "MOREL", true)]
    [InlineData("-MOREL", "-MOREL", true)]
    [InlineData("MOREL", "", false)]
    public void A_record_that_is_gone_says_nothing_unless_it_is_all_there_is(string own, string other, bool mayGroup) =>
        Assert.Equal(mayGroup, GroupingRules.HaveSameName(Records(own), Records(other)));

    // A hyphen before a name: the source has that record no more.
    private static List<GuardianRecord> Records(string names) => [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new GuardianRecord
    {
        Academie = "13",
        SourceId = name,
        FamilyName = name.TrimStart('-'),
        UsualName = string.Empty,
        SearchName = string.Empty,
        FirstName = "Claire",
        GoneAt = name.StartsWith('-') ? DateTime.UnixEpoch : null,
    })];
}
