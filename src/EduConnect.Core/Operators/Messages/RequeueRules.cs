using System.Linq.Expressions;
using EduConnect.Core.Platform.Outbox;

namespace EduConnect.Core.Operators.Messages;

/// <summary>Which messages are listed, and which of them may be put back.</summary>
internal static class RequeueRules
{
    // A worker holds a message for five minutes while it sends it: what is due sooner may be in its hands.
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(5);

    /// <summary>Given up, or a try of it failed.</summary>
    public static Expression<Func<OutboxMessage, bool>> IsListed { get; } =
        message => message.Channel != Channel.None && (message.FailedAt != null || (message.SentAt == null && message.LastError != null));

    /// <summary>Given up.</summary>
    public static Expression<Func<OutboxMessage, bool>> IsFailed { get; } = message => message.Channel != Channel.None && message.FailedAt != null;

    /// <summary>May be put back at <paramref name="now"/> (UTC): its time is not over, no worker holds it, and it still has its words.</summary>
    public static Expression<Func<OutboxMessage, bool>> MayRequeue(DateTime now)
    {
        var free = now + Held;
        return message => message.Text != string.Empty && (message.ExpiresAt == null || message.ExpiresAt > now) && (message.FailedAt != null || message.DueAt > free);
    }
}
