using EduConnect.Core.Platform;
using EduConnect.Testing.Time;
using Xunit;

namespace EduConnect.Core.Tests.Platform;

/// <summary>A clock that goes back is told; time that passes, pauses and small corrections are not (reliability reference §10).</summary>
public sealed class ClockWatchTests
{
    [Fact]
    public void A_jump_back_of_more_than_five_seconds_is_told_for_a_day()
    {
        var clock = new TestClock();
        var watch = new ClockWatch(clock);
        clock.Advance(TimeSpan.FromHours(3));
        Assert.Null(watch.Look());
        clock.Set(TimeSpan.FromSeconds(-5));
        Assert.Null(watch.Look());
        clock.Set(TimeSpan.FromHours(2));
        Assert.Null(watch.Look());
        clock.Advance(TimeSpan.FromSeconds(4));
        clock.Set(TimeSpan.FromHours(-2));
        var jump = new ClockJump(TimeSpan.FromHours(2), clock.UtcNow);
        Assert.Equal(jump, watch.Look());
        Assert.Null(watch.Look());
        clock.Advance(ClockWatch.Memory - TimeSpan.FromSeconds(1));
        Assert.Equal(jump, watch.Last);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(watch.Last);
    }
}
