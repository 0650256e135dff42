namespace EduConnect.Web.Protocols.Oidc.Keys;

/// <summary>
/// When keys come and go (S-OI4), from their creation dates alone: a key is published at once, signs from 24 hours later (the very
/// first at once), until its successor signs, and stays published 48 hours after that. A successor is made after 83 days, so that it
/// signs before the ninetieth.
/// </summary>
internal static class KeySchedule
{
    public static readonly TimeSpan Notice = TimeSpan.FromHours(24);
    public static readonly TimeSpan Farewell = TimeSpan.FromHours(48);
    public static readonly TimeSpan RenewalAge = TimeSpan.FromDays(83);

    /// <summary>Index of the key that signs now.</summary>
    public static int Current(IReadOnlyList<DateTime> createdAt, DateTime now) => Current(createdAt, now, Notice);

    /// <summary>The same with another notice.</summary>
    public static int Current(IReadOnlyList<DateTime> createdAt, DateTime now, TimeSpan notice)
    {
        var current = 0;
        for (var i = 1; i < createdAt.Count; i++)
        {
            if (createdAt[i] + notice <= now)
            {
                current = i;
            }
        }

        return current;
    }

    /// <summary>Whether the key at this index is published now.</summary>
    public static bool IsPublished(IReadOnlyList<DateTime> createdAt, int index, DateTime now) =>
        IsPublished(createdAt, index, now, Notice, Farewell);

    /// <summary>The same with another notice and farewell.</summary>
    public static bool IsPublished(IReadOnlyList<DateTime> createdAt, int index, DateTime now, TimeSpan notice, TimeSpan farewell) =>
        index + 1 >= createdAt.Count || now < createdAt[index + 1] + notice + farewell;

    /// <summary>Whether a successor must be made now.</summary>
    public static bool IsDue(IReadOnlyList<DateTime> createdAt, DateTime now) =>
        createdAt.Count == 0 || createdAt[^1] + RenewalAge <= now;
}
