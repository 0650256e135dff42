using System.Globalization;
using EduConnect.Core.Maintenance;
using EduConnect.Core.Platform;
using EduConnect.Web.Design;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Maintenance;

/// <summary>The banner of an announced or present interruption, in the words of rows #33 and #251. Looks at no store.</summary>
internal sealed class MaintenanceNotice(
    MaintenanceCalendar calendar, ReadOnlyMode readOnly, MaintenanceOptions options, TimeProvider clock, IStringLocalizer<MaintenanceTexts> texts)
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>What to show above a page; null when nothing is planned.</summary>
    /// <param name="staff">whether it is a page of the administration rather than one of families</param>
    public FrameNotice? Of(bool staff)
    {
        var reader = staff ? "Staff." : "Family.";
        if (calendar.Current is { } current)
        {
            return Notice(reader + "During", current);
        }

        if (readOnly.Current is { } interruption)
        {
            return new FrameNotice("warning", texts[reader + "Unplanned", Until(interruption.End)]);
        }

        return calendar.Next(options.AnnouncedAhead) is { } next ? Notice(reader + "Before", next) : null;
    }

    /// <summary>The end of an interruption: the hour, with its day when that is not today; « pour le moment » when nobody can tell.</summary>
    public string Until(DateTime? end)
    {
        if (end is not { } utc)
        {
            return texts["Until.Unknown"];
        }

        var isToday = ParisTime.From(utc).Date == ParisTime.From(clock.GetUtcNow().UtcDateTime).Date;
        return isToday ? texts["Until.Hour", ParisTime.Hour(utc)] : texts["Until.Day", Day(utc), ParisTime.Hour(utc)];
    }

    private FrameNotice Notice(string text, MaintenanceWindow window)
    {
        var day = Day(window.StartsAt);
        var isOneDay = day == Day(window.EndsAt);
        string span = isOneDay
            ? texts["Hours", ParisTime.Hour(window.StartsAt), ParisTime.Hour(window.EndsAt)]
            : texts["Days", day, ParisTime.Hour(window.StartsAt), Day(window.EndsAt), ParisTime.Hour(window.EndsAt)];
        string sentence = texts[text, day, span];
        return new FrameNotice("warning", window.Message.Length == 0 ? sentence : sentence.TrimEnd('.') + ". " + FrenchSpacing.Apply(window.Message));
    }

    private string Day(DateTime utc)
    {
        var paris = ParisTime.From(utc);
        return paris.Day == 1 ? texts["Date.First", paris.ToString("MMMM yyyy", French)] : paris.ToString("d MMMM yyyy", French);
    }
}
