using System.Globalization;
using EduConnect.Core.Directory.Importing;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>The shares of the safety brake and the days they hold for (domain 2.4).</summary>
[Trait("Rule", "S-XM3"), Trait("Rule", "domain 2.4"), Trait("Row", "#230")]
public sealed class SafetyBrakeTests
{
    [Theory]
    [InlineData("2026-08-19", false)]
    [InlineData("2026-08-20", true)]
    [InlineData("2026-08-31", true)]
    [InlineData("2026-09-15", true)]
    [InlineData("2026-09-16", false)]
    public void A_school_may_lose_60_percent_of_its_ties_and_a_source_40_percent_of_its_accounts_in_season_only(string day, bool isSeason)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(isSeason, SafetyBrake.IsSeason(date));
        Assert.Equal((isSeason ? 0.60 : 0.05, isSeason ? 0.40 : 0.01), (SafetyBrake.SchoolShare(date), SafetyBrake.SourceShare(date)));
        Assert.Equal((!isSeason, true), (SafetyBrake.StopsSchool(600, 1000, date), SafetyBrake.StopsSchool(601, 1000, date)));
        Assert.Equal((!isSeason, true), (SafetyBrake.StopsSource(400, 1000, date), SafetyBrake.StopsSource(401, 1000, date)));
        Assert.Equal((false, !isSeason), (SafetyBrake.StopsSchool(50, 1000, date), SafetyBrake.StopsSchool(51, 1000, date)));
        Assert.Equal((false, !isSeason), (SafetyBrake.StopsSource(10, 1000, date), SafetyBrake.StopsSource(11, 1000, date)));
    }
}
