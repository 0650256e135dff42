using EduConnect.Core.Platform;
using EduConnect.Web.Design;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Operators;

/// <summary>Instants, ages and names as the operators' pages say them.</summary>
internal static class OperatorWords
{
    /// <summary><c>20-11-2026 à 03:40</c>.</summary>
    public static string At(IStringLocalizer<OperatorTexts> texts, DateTime utc) => texts["At", ParisTime.OnScreen(utc), ParisTime.Clock(utc)];

    /// <summary>How long ago: minutes under two hours, then hours under two days, then days.</summary>
    public static string Age(IStringLocalizer<OperatorTexts> texts, TimeSpan age)
    {
        var (name, number) = age switch
        {
            { TotalMinutes: < 1 } => ("Age.Moment", 0),
            { TotalHours: < 2 } => ("Age.Minutes", (int)age.TotalMinutes),
            { TotalDays: < 2 } => ("Age.Hours", (int)age.TotalHours),
            _ => ("Age.Days", (int)age.TotalDays),
        };
        return texts[name, FrenchFigures.Number(number)];
    }

    /// <summary>The name of something by its code; the code itself where nobody gave it a name yet.</summary>
    public static string Name(IStringLocalizer<OperatorTexts> texts, string group, string code) => texts[$"{group}.{code}"] is { ResourceNotFound: false } name ? name.Value : code;
}
