using EduConnect.Core.Federation.Reception;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Interactions;

/// <summary>What stands between a correct request and its code.</summary>
/// <param name="Kind">The page to show.</param>
/// <param name="Error">What a service that forbids pages (<c>prompt=none</c>) is told instead.</param>
internal sealed record Interaction(InteractionKind Kind, OidcError Error)
{
    public static readonly Interaction SignIn = new(InteractionKind.SignIn, OidcErrors.LoginRequired);
    public static readonly Interaction SignInAgain = new(InteractionKind.SignInAgain, OidcErrors.LoginRequired);
    public static readonly Interaction Consent = new(InteractionKind.Consent, OidcErrors.InteractionRequired);

    /// <summary>Why the service does not receive the person, with <see cref="InteractionKind.NotReceived"/>.</summary>
    public NotReceived? Why { get; private init; }

    /// <summary>The service does not receive the person.</summary>
    public static Interaction TurnAway(NotReceived why) => new(InteractionKind.NotReceived, OidcErrors.Of(why)) { Why = why };

    /// <summary>Nothing a page could change.</summary>
    public static Interaction Refuse(OidcError error) => new(InteractionKind.Refuse, error);
}

/// <summary>Pages of an authorization.</summary>
internal enum InteractionKind
{
    /// <summary>Nobody is signed in.</summary>
    SignIn,

    /// <summary>Somebody is, but must prove it anew, or another must.</summary>
    SignInAgain,

    /// <summary>The service wants the person to say yes.</summary>
    Consent,

    /// <summary>The service does not receive this person.</summary>
    NotReceived,

    /// <summary>Straight back with the error.</summary>
    Refuse,
}
