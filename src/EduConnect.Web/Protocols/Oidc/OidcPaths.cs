namespace EduConnect.Web.Protocols.Oidc;

/// <summary>Addresses of the provider, under the origin that is also the issuer (federation.md b).</summary>
internal static class OidcPaths
{
    public const string Discovery = "/.well-known/openid-configuration";
    public const string Authorize = "/idp/profile/oidc/authorize";
    public const string Token = "/idp/profile/oidc/token";
    public const string Pushed = "/idp/profile/oidc/par";
    public const string UserInfo = "/idp/profile/oidc/userinfo";
    public const string Logout = "/idp/profile/oidc/logout";
    public const string Keyset = "/idp/profile/oidc/keyset";
    public const string Revocation = "/idp/profile/oidc/revocation";
    public const string Introspection = "/idp/profile/oidc/introspection";

    /// <summary>The sign-out address services put behind their own links (<c>FrEduUrlRetour</c>).</summary>
    public const string SignOut = "/idp/profile/Logout";
}
