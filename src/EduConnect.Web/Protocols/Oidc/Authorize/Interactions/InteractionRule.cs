using EduConnect.Core.Federation.Reception;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Interactions;

/// <summary>One rule on what the person must do or be: pure, no input but the situation.</summary>
internal abstract class InteractionRule
{
    /// <summary>Null when nothing stands in the way.</summary>
    public abstract Interaction? Check(Situation situation);
}

/// <summary>A correct request meeting a signed-in person.</summary>
/// <param name="Request">The request.</param>
/// <param name="Session">Who is signed in.</param>
/// <param name="Subject">What the service calls that person.</param>
/// <param name="Now">UTC.</param>
internal sealed record Situation(AuthorizeRequest Request, BrowserSession Session, string Subject, DateTime Now)
{
    /// <summary>The <c>sub</c> of a valid <c>id_token_hint</c>; null when there is no hint.</summary>
    public string? HintedSubject { get; init; }

    /// <summary>When this very request sent the person to sign in again (UTC); null when it did not.</summary>
    public DateTime? SentToSignInAt { get; init; }

    /// <summary>Why the service does not receive the person; null when it does.</summary>
    public NotReceived? Refusal { get; init; }

    /// <summary>The person has just said yes to this request.</summary>
    public bool HasConsented { get; init; }

    /// <summary>Signed in since this request asked for it.</summary>
    public bool IsFresh => Session.AuthenticatedAt >= SentToSignInAt;
}
