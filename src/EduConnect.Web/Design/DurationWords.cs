using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Design;

/// <summary>Durations that operators set (domain §9), as pages say them: in the largest unit of which there are two.</summary>
internal static class DurationWords
{
    private const double DaysOfMonth = 30.5;

    /// <summary><c>3 mois</c>, <c>30 jours</c>, <c>1 heure</c>, <c>20 minutes</c>.</summary>
    public static string Lasting(this IStringLocalizer<Texts> texts, TimeSpan span) => span switch
    {
        { TotalDays: >= 60 } => texts["Duration.Months", Math.Round(span.TotalDays / DaysOfMonth)],
        { TotalDays: >= 2 } => texts["Duration.Days", Math.Round(span.TotalDays)],
        { TotalHours: >= 2 } => texts["Duration.Hours", Math.Round(span.TotalHours)],
        { Ticks: TimeSpan.TicksPerHour } => texts["Duration.Hour"],
        _ => texts["Duration.Minutes", Math.Round(span.TotalMinutes)],
    };

    /// <summary>As the label of a code says it: <c>30min</c> (row #113); two hours and more as <see cref="Lasting"/>.</summary>
    public static string Briefly(this IStringLocalizer<Texts> texts, TimeSpan span) =>
        span.TotalHours >= 2 ? texts.Lasting(span) : texts["Duration.Brief", Math.Round(span.TotalMinutes)];
}
