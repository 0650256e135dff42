using System.Globalization;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using EduConnect.Testing.Time;
using Xunit;

namespace EduConnect.Core.Tests.Schools;

[Trait("Row", "#123")]
public sealed class SchoolCalendarTests
{
    [Theory]
    [InlineData("2026-11-20", null, "2026-09-01")]
    [InlineData("2026-09-01", null, "2026-09-01")]
    [InlineData("2026-08-31", null, "2025-09-01")]
    [InlineData("2026-11-20", "2026-09-04", "2026-09-04")]
    [InlineData("2026-09-03", "2026-09-04", "2026-09-01")]
    [InlineData("2026-08-31", "2026-08-24", "2026-08-24")]
    [InlineData("2027-09-01", "2026-09-04", "2027-09-01")]
    [InlineData("2027-08-31", "2026-09-04", "2026-09-04")]
    public void The_year_starts_on_the_first_of_september_or_on_the_day_set_for_that_year(string today, string? decided, string expected) =>
        Assert.Equal(Day(expected), SchoolCalendar.YearStart(Day(today), decided is null ? null : Day(decided)));

    [Fact]
    public void The_day_is_the_day_in_paris()
    {
        var calendar = new SchoolCalendar(new ServiceOptions(), new TestClock(new DateTimeOffset(2026, 8, 31, 22, 30, 0, TimeSpan.Zero)));
        var day = calendar.Today();
        Assert.Equal((Day("2026-09-01"), Day("2026-09-01")), (day.Today, day.YearStart));
        Assert.Equal(new DateTime(2026, 8, 31, 22, 0, 0, DateTimeKind.Utc), day.YearStartedAt);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
