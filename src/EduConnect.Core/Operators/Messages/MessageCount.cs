using EduConnect.Core.Platform.Outbox;

namespace EduConnect.Core.Operators.Messages;

/// <summary>Where a message that was not handed over stands.</summary>
public enum MessageState
{
    /// <summary>Waiting for its first try.</summary>
    Waiting = 0,

    /// <summary>A try failed; another one comes by itself.</summary>
    ToTryAgain = 1,

    /// <summary>Given up.</summary>
    Failed = 2,
}

/// <summary>Messages of one text that were not handed over, or came back.</summary>
/// <param name="Channel">mail or SMS</param>
/// <param name="Template">which text</param>
/// <param name="State">where they stand</param>
/// <param name="Count">how many, of both stores</param>
/// <param name="Oldest">when the oldest was written (UTC)</param>
public sealed record MessageCount(Channel Channel, string Template, MessageState State, int Count, DateTime Oldest);
