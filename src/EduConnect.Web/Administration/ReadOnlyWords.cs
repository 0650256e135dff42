using EduConnect.Core.Platform;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Administration;

/// <summary>What a page of the administration says instead of its buttons while nothing can be modified (domain 15.2).</summary>
internal static class ReadOnlyWords
{
    /// <summary>Until when and why; empty while everything can be modified.</summary>
    public static string Reason(ReadOnlyMode mode, IStringLocalizer<AdministrationTexts> texts) => mode.Current switch
    {
        null => string.Empty,
        { End: { } end } => texts["ReadOnly", texts["ReadOnly.Until", ParisTime.Hour(end)].Value],
        _ => texts["ReadOnly", texts["ReadOnly.Unknown"].Value],
    };
}
