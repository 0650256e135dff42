using EduConnect.Web.Protocols.Oidc.Keys;

namespace EduConnect.Web.Tests.Protocols.Oidc.Rules;

[Trait("Rule", "S-OI4")]
public sealed class KeyScheduleTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_new_key_is_published_a_day_before_it_signs_and_the_old_one_two_days_after()
    {
        DateTime[] keys = [Start, Start.AddDays(83)];
        Assert.Equal(0, KeySchedule.Current(keys, Start));
        Assert.Equal(0, KeySchedule.Current(keys, keys[1] + KeySchedule.Notice - TimeSpan.FromSeconds(1)));
        Assert.True(KeySchedule.IsPublished(keys, 1, keys[1]));
        Assert.Equal(1, KeySchedule.Current(keys, keys[1] + KeySchedule.Notice));
        Assert.True(KeySchedule.IsPublished(keys, 0, keys[1] + KeySchedule.Notice + KeySchedule.Farewell - TimeSpan.FromSeconds(1)));
        Assert.False(KeySchedule.IsPublished(keys, 0, keys[1] + KeySchedule.Notice + KeySchedule.Farewell));
    }

    [Fact]
    public void No_key_signs_for_more_than_ninety_days()
    {
        Assert.True(KeySchedule.IsDue([], Start));
        Assert.False(KeySchedule.IsDue([Start], Start.AddDays(82)));
        Assert.True(KeySchedule.IsDue([Start], Start.AddDays(83)));
        Assert.True(KeySchedule.RenewalAge + KeySchedule.Notice <= TimeSpan.FromDays(90));
    }
}
