using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc;

namespace EduConnect.Web.Protocols.Saml.Sso;

/// <summary>What stands between a correct request and its answer.</summary>
internal enum SsoStep
{
    /// <summary>Nothing.</summary>
    Answer,

    /// <summary>Nobody is signed in, or must prove it anew.</summary>
    SignIn,

    /// <summary>The service is not for this profile.</summary>
    ProfileRefused,
}

/// <summary>Rules on the person: pure.</summary>
internal static class SsoSteps
{
    /// <summary>
    /// ForceAuthn wants a sign-in younger than the request (SAML Core §3.4.1). A service made for one profile turns the other away here
    /// (federation.md c).
    /// </summary>
    public static SsoStep Next(PendingSso pending, Service service, BrowserSession? session) => session switch
    {
        null => SsoStep.SignIn,
        _ when pending.IsForced && session.AuthenticatedAt < pending.ArrivedAt => SsoStep.SignIn,
        _ when !service.Audience.HasFlag(session.Profile) => SsoStep.ProfileRefused,
        _ => SsoStep.Answer,
    };
}
