using EduConnect.Core.Platform.Outbox;

namespace EduConnect.Core.Operators.Messages;

/// <summary>A message that was not handed over, as operators see it: never its words, its address masked.</summary>
/// <param name="Id">identifier</param>
/// <param name="Channel">mail or SMS</param>
/// <param name="Template">which text</param>
/// <param name="Recipient">masked</param>
/// <param name="State">to be tried again, or given up</param>
/// <param name="CreatedAt">written (UTC)</param>
/// <param name="DueAt">next try (UTC), when one comes</param>
/// <param name="Attempts">tries so far</param>
/// <param name="Why">what the relay last answered, addresses masked; for an SMS that came back, what the gateway reported</param>
/// <param name="MayRequeue">whether it can be put back: one that came too late cannot, nor one that is being tried</param>
public sealed record ListedMessage(
    Guid Id, Channel Channel, string Template, string Recipient, MessageState State, DateTime CreatedAt, DateTime DueAt, int Attempts, string Why, bool MayRequeue);
