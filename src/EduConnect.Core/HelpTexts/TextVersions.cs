using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.HelpTexts;

/// <summary>The versions of one text, for the use cases that write it.</summary>
internal static class TextVersions
{
    /// <summary>Number of the version in force; 0 when nobody ever wrote one.</summary>
    public static async Task<int> LastAsync(MainDb main, string subject, CancellationToken cancellation) =>
        await main.Set<TextVersion>().Where(version => version.Subject == subject).MaxAsync(version => (int?)version.Number, cancellation) ?? 0;

    /// <summary>What the trail says of a version: which text, its number, and the one before it.</summary>
    public static string Trace(string text, int number) => number > 1 ? $"{text} version {number} after {number - 1}" : $"{text} version {number}";
}
