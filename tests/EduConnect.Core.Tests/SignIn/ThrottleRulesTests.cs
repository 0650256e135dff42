using System.Net;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Throttling;
using Xunit;

namespace EduConnect.Core.Tests.SignIn;

public sealed class ThrottleRulesTests
{
    private static readonly DateTime Now = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
    private static readonly ThrottleOptions Options = new();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(8, 8)]
    [InlineData(9, 15)]
    [InlineData(10_000, 15)]
    public void The_wait_doubles_up_to_a_quarter_of_an_hour(int failures, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), ThrottleRules.WaitAfter(failures, 5, Options));

    [Fact]
    public void A_day_of_25_failures_makes_every_try_of_an_unknown_device_wait_once_asked_for()
    {
        var username = Counter(failures: 25, window: 25, began: Now.AddHours(-3));
        var asked = ThrottleRules.Judge(History(username: username), Now, Options);
        Assert.Equal((TimeSpan.FromMinutes(2), true), (asked.Wait, asked.MustBeAskedFor));

        var pair = Counter(0, 0, Now.AddMinutes(-2), waitingSince: Now.AddMinutes(-1));
        Assert.Equal(TimeSpan.FromMinutes(1), ThrottleRules.Judge(History(username: username, pair: pair), Now, Options).Wait);
        pair.WaitingSince = Now.AddMinutes(-2);
        Assert.True(ThrottleRules.Judge(History(username: username, pair: pair), Now, Options).MayGo);
        Assert.True(ThrottleRules.Judge(History(username: username), Now.AddHours(21), Options).MayGo);
    }

    [Fact]
    public void After_100_in_a_row_each_try_waits_an_hour_and_still_gets_in()
    {
        var username = Counter(failures: 100, window: 3, began: Now.AddHours(-1));
        Assert.Equal(TimeSpan.FromHours(1), ThrottleRules.Judge(History(username: username), Now, Options).Wait);
        var pair = Counter(0, 0, Now, waitingSince: Now.AddHours(-1));
        Assert.True(ThrottleRules.Judge(History(username: username, pair: pair), Now, Options).MayGo);
        Assert.True(ThrottleRules.Judge(History(username: username, known: true), Now, Options).MayGo);
    }

    [Theory]
    [InlineData(59, 60, true)]
    [InlineData(60, 60, false)]
    [InlineData(299, 300, true)]
    public void A_network_waits_for_the_end_of_its_window_and_known_devices_do_not(int failures, int limit, bool mayGo)
    {
        var network = Counter(failures, failures, Now.AddMinutes(-1));
        var verdict = ThrottleRules.Judge(new AttemptHistory(null, false, null, null, network, limit), Now, Options);
        Assert.Equal(mayGo, verdict.MayGo);
        Assert.True(mayGo || verdict.Wait == TimeSpan.FromMinutes(4));
        Assert.True(ThrottleRules.Judge(new AttemptHistory(null, true, null, null, network, limit), Now, Options).MayGo);
    }

    [Theory]
    [InlineData("192.0.2.77", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.77", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2ff:3::4", "2001:db8:1:200::/56")]
    public void A_network_is_a_household_or_a_school(string address, string network) => Assert.Equal(network, NetworkAddress.Of(IPAddress.Parse(address)));

    [Fact]
    public void Networks_of_schools_are_recognised()
    {
        Assert.True(NetworkAddress.IsIn(IPAddress.Parse("::ffff:198.51.100.9"), ["203.0.113.0/24", "198.51.100.0/22"]));
        Assert.False(NetworkAddress.IsIn(IPAddress.Parse("192.0.2.1"), ["not a network", "198.51.100.0/24"]));
        Assert.False(NetworkAddress.IsIn(null, ["0.0.0.0/0"]));
    }

    [Theory]
    [InlineData(" C.Morel27 ", "c.morel27")]
    [InlineData("c.mo\u0000rel", "")]
    [InlineData(null, "")]
    [InlineData("   ", "")]
    public void A_username_is_read_without_case_and_blanks(string? typed, string expected) => Assert.Equal(expected, TypedUsername.Normalize(typed));

    private static AttemptCounter Counter(int failures, int window, DateTime began, DateTime? waitingSince = null) =>
        new() { Key = "k", Failures = failures, WindowFailures = window, WindowBeganAt = began, LastFailedAt = began, WaitingSince = waitingSince };

    private static AttemptHistory History(AttemptCounter? username = null, AttemptCounter? pair = null, bool known = false) => new(null, known, username, pair, null, 60);
}
