namespace EduConnect.Core.Platform.Outbox;

/// <summary>What a relay or gateway answered.</summary>
public enum Delivery
{
    /// <summary>Accepted.</summary>
    Accepted,

    /// <summary>Not now: try again later.</summary>
    TryAgain,

    /// <summary>Never: the address or number does not exist.</summary>
    RefusedForGood,
}

/// <summary>The answer to one message, with the relay's words for operators.</summary>
public sealed record DeliveryResult(Delivery Delivery, string Words = "");

/// <summary>Where the world begins for messages: a mail relay, an SMS gateway.</summary>
public interface IMessageTransport
{
    /// <summary>Which messages it carries.</summary>
    Channel Channel { get; }

    /// <summary>Hands one message over. Faults of the network are a <see cref="Delivery.TryAgain"/>, never an exception.</summary>
    Task<DeliveryResult> SendAsync(OutboxMessage message, CancellationToken cancellationToken);
}
