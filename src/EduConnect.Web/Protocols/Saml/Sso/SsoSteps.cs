using EduConnect.Core.Federation.Reception;
using EduConnect.Web.Protocols.Oidc;

namespace EduConnect.Web.Protocols.Saml.Sso;

/// <summary>What stands between a correct request and its answer.</summary>
internal enum SsoStep
{
    /// <summary>Nothing.</summary>
    Answer,

    /// <summary>Nobody is signed in, or must prove it anew.</summary>
    SignIn,

    /// <summary>The service does not receive this person.</summary>
    NotReceived,
}

/// <summary>Rules on the person: pure.</summary>
internal static class SsoSteps
{
    /// <summary>
    /// ForceAuthn wants a sign-in younger than the request (SAML Core §3.4.1). Whom a service does not receive is turned away here
    /// (federation.md c).
    /// </summary>
    public static SsoStep Next(PendingSso pending, NotReceived? refusal, BrowserSession? session) => session switch
    {
        null => SsoStep.SignIn,
        _ when pending.IsForced && session.AuthenticatedAt < pending.ArrivedAt => SsoStep.SignIn,
        _ when refusal is not null => SsoStep.NotReceived,
        _ => SsoStep.Answer,
    };
}
