using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.HelpTexts;

/// <summary>A version in the list of those of its text.</summary>
/// <param name="Number">from 1</param>
/// <param name="WrittenAt">when (UTC)</param>
/// <param name="WrittenBy">identifier of the agent, or what a command was run as</param>
/// <param name="Length">signs; null where the text that the service brings stood again</param>
public sealed record VersionLine(int Number, DateTime WrittenAt, string WrittenBy, int? Length);

/// <summary>A page of the versions of one text.</summary>
/// <param name="Lines">newest first</param>
/// <param name="Last">number of the version in force; 0 when nobody ever wrote one</param>
public sealed record TextHistory(IReadOnlyList<VersionLine> Lines, int Last);

/// <summary>Tells what a help text was before, for operators.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadTextVersions(MainDb main)
{
    /// <summary>Versions on a page.</summary>
    public const int PageSize = 50;

    /// <summary>A page of the versions of a text, newest first.</summary>
    public async Task<TextHistory> RunAsync(string subject, int page, CancellationToken cancellation)
    {
        var all = main.Set<TextVersion>().AsNoTracking().Where(version => version.Subject == subject);
        var lines = await all.OrderByDescending(version => version.Number).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(version => new VersionLine(version.Number, version.WrittenAt, version.WrittenBy, version.Text == null ? null : version.Text.Length)).ToListAsync(cancellation);
        return new TextHistory(lines, page == 1 ? lines.FirstOrDefault()?.Number ?? 0 : await TextVersions.LastAsync(main, subject, cancellation));
    }

    /// <summary>One version; null when there is none of that number.</summary>
    public Task<TextVersion?> FindAsync(string subject, int number, CancellationToken cancellation) =>
        main.Set<TextVersion>().AsNoTracking().SingleOrDefaultAsync(version => version.Subject == subject && version.Number == number, cancellation);
}
