namespace EduConnect.Web.Protocols.Saml;

/// <summary>Addresses of the identity provider: those integrators know (federation.md a.1).</summary>
internal static class SamlPaths
{
    /// <summary>After the public origin: the entityID.</summary>
    public const string Entity = "/idp";

    public const string Metadata = "/idp/shibboleth";
    public const string SsoByRedirect = "/idp/profile/SAML2/Redirect/SSO";
    public const string SsoByPost = "/idp/profile/SAML2/POST/SSO";
    public const string Unsolicited = "/idp/profile/SAML2/Unsolicited/SSO";
    public const string LogoutByRedirect = "/idp/profile/SAML2/Redirect/SLO";
    public const string LogoutByPost = "/idp/profile/SAML2/POST/SLO";

    /// <summary>Where a request goes on once it was checked: to a page, or to its answer.</summary>
    public const string Continue = "/idp/profile/SAML2/suite";

    /// <summary>Where a sign-out goes on once its request was checked.</summary>
    public const string LogoutContinue = "/idp/profile/SAML2/deconnexion";

    /// <summary>The page that tells the other services.</summary>
    public const string Tour = "/idp/profile/SAML2/deconnexion/services";

    /// <summary>What has become of them.</summary>
    public const string TourEnd = "/idp/profile/SAML2/deconnexion/fin";

    private static readonly string[] OfLogout = [LogoutByRedirect, LogoutByPost, LogoutContinue, Tour, TourEnd];

    /// <summary>Whether this address is one of signing out.</summary>
    public static bool IsLogout(PathString path) => OfLogout.Contains(path.Value, StringComparer.OrdinalIgnoreCase);
}
