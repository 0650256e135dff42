using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Federation.Notices;

/// <summary>Which service is told of which change, and how much: never more than it was told already, or may be told at the next entry.</summary>
public static class NoticeRules
{
    // A service that was entered before a tie was confirmed has still heard of it: refresh tokens go on for 12 hours after a sign-in.
    private static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    /// <summary>Claims that come from ties: a service that receives none of them is told nothing of ties.</summary>
    public static readonly IReadOnlyList<string> OfTies = [ClaimNames.Vectors, ClaimNames.Affiliation, ClaimNames.ReferenceIds];

    /// <summary>Whether a service is told: it asked for it, it knows the person, and what changed is something it receives.</summary>
    /// <param name="service">its contract</param>
    /// <param name="change">what changed</param>
    /// <param name="lastVisit">when the holder last entered it (UTC); null: never, as far as is known</param>
    public static bool IsTold(Service service, AccountChange change, DateTime? lastVisit)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(change);
        return lastVisit is { } visit && Wants(service, change.Kind)
            && (!IsOfTie(change.Kind) || service.Claims.Any(claim => OfTies.Contains(claim)))
            && (change.TieSince is not { } since || visit + LongestSession >= since);
    }

    /// <summary>Whether a service wants to be told of such changes.</summary>
    public static bool Wants(Service service, ChangeKind kind)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.NoticeUri is not null && service.NoticeEvents.Contains(NoticeEvents.Of(kind));
    }

    /// <summary>The child of a tie that goes, for a service that knows children by <c>FrEduVecteur</c>; of a tie that comes, the next token tells.</summary>
    public static string? ChildFor(Service service, AccountChange change)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(change);
        return change.Kind is ChangeKind.TieReported or ChangeKind.TieRemoved && service.Claims.Contains(ClaimNames.Vectors) ? change.PupilKey : null;
    }

    private static bool IsOfTie(ChangeKind kind) => kind is ChangeKind.TieAdded or ChangeKind.TieReported or ChangeKind.TieRemoved;
}
