using System.Data.Common;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.HelpTexts;

/// <summary>
/// What operators made of the questions of families (row #240), in memory: the version in force of each section, and the order of the sections. Those that
/// nobody touched are not here. When main cannot be read, the last known copy goes on, or there is none.
/// </summary>
public sealed class FaqTexts(IDbContextFactory<MainDb> stores, TimeProvider clock) : KeptCopy<IReadOnlyDictionary<string, string>>(stores, clock)
{
    /// <summary>What the names of versions of sections begin with; the key of the section follows.</summary>
    public const string Prefix = "faq/";

    /// <summary>The name of the versions of the order: a key of a section in each line.</summary>
    public const string Order = "faq-order";

    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>(StringComparer.Ordinal);

    private readonly TimeProvider _clock = clock;
    private volatile Silence? _silence;

    /// <summary>Texts in force by the name of their versions; a withdrawn section is empty.</summary>
    public async ValueTask<IReadOnlyDictionary<string, string>> FindAsync(CancellationToken cancellation)
    {
        if (_silence is { } silence && _clock.GetElapsedTime(silence.Since) <= Freshness)
        {
            return None;
        }

        try
        {
            _silence = null;
            return await GetAsync(cancellation);
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or TimeoutException)
        {
            // Help is read when things go wrong: the questions as they came are better than an error, and nobody waits for main again right away.
            _silence = new Silence(_clock.GetTimestamp());
            return None;
        }
    }

    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<string, string>> ReadAsync(MainDb main, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(main);
        return await InForce(main).Where(version => version.Text != null).ToDictionaryAsync(version => version.Subject, version => version.Text!, StringComparer.Ordinal, cancellation);
    }

    /// <summary>The versions in force.</summary>
    internal static IQueryable<TextVersion> InForce(MainDb main)
    {
        var all = main.Set<TextVersion>().AsNoTracking();
        return all.Where(version => (version.Subject == Order || EF.Functions.Like(version.Subject, Prefix + "%"))
            && !all.Any(later => later.Subject == version.Subject && later.Number > version.Number));
    }

    // Since when main has not answered, by the clock's own count.
    private sealed record Silence(long Since);
}
