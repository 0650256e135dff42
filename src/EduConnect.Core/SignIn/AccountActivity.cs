using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Journal;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.SignIn;

/// <summary>One thing that happened on an account.</summary>
/// <param name="At">when (UTC)</param>
/// <param name="Code">what, as in <c>docs/events.md</c></param>
public sealed record Activity(DateTime At, string Code);

/// <summary>What happened on an account lately, for its holder: the audit trail, and the journal that is still on its way to it.</summary>
public static class AccountActivity
{
    /// <summary>Most rows shown.</summary>
    public const int Most = 50;

    /// <summary>The latest ones among <paramref name="codes"/>, newest first; what is told to further schools happened once (S-TN2).</summary>
    public static async Task<IReadOnlyList<Activity>> ReadAsync(MainDb main, OperationalDb operational, Guid account, IReadOnlyCollection<string> codes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(main);
        ArgumentNullException.ThrowIfNull(operational);
        var audited = await main.Set<AuditEvent>().AsNoTracking().Where(audit => audit.AccountId == account && codes.Contains(audit.Code) && !audit.Detail.StartsWith(ElsewhereDetail.Start))
            .OrderByDescending(audit => audit.Id).Take(Most).Select(audit => new { audit.EventId, audit.At, audit.Code }).ToListAsync(cancellation);
        var journaled = await operational.Set<JournalEntry>().AsNoTracking().Where(entry => entry.AccountId == account && entry.DrainedAt == null && codes.Contains(entry.Code))
            .OrderByDescending(entry => entry.At).Take(Most).Select(entry => new { entry.Id, entry.At, entry.Code }).ToListAsync(cancellation);
        var known = audited.Where(one => one.EventId is not null).Select(one => one.EventId!.Value).ToHashSet();
        return [.. audited.Select(one => new Activity(one.At, one.Code))
            .Concat(journaled.Where(one => !known.Contains(one.Id)).Select(one => new Activity(one.At, one.Code)))
            .OrderByDescending(one => one.At).Take(Most)];
    }
}
