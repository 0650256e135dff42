namespace EduConnect.Core.Federation.Claims;

/// <summary>Scopes of the provider: those of OpenID Connect Core §5.4 that make sense here, and those of the ministry.</summary>
public static class ScopeNames
{
    /// <summary>Without it a request is not an OpenID Connect one.</summary>
    public const string OpenId = "openid";

    /// <summary>Names, birth date.</summary>
    public const string Profile = "profile";

    /// <summary>The confirmed mail address.</summary>
    public const string Email = "email";

    /// <summary>Refresh tokens (OpenID Connect Core §11), by contract only.</summary>
    public const string OfflineAccess = "offline_access";

    /// <summary>Data about the connection itself.</summary>
    public const string Connection = "ect.scope.cnx";

    /// <summary>Prefix of the scope that stands for everything in a service's contract: <c>ect.scope.stage</c>.</summary>
    public const string ServicePrefix = "ect.scope.";

    /// <summary>Whether a contract may contain this scope.</summary>
    public static bool IsWellFormed(string scope) =>
        scope is OpenId or Profile or Email or OfflineAccess || IsOfService(scope) || scope == Connection;

    /// <summary>Whether the scope is a service's own bundle.</summary>
    public static bool IsOfService(string scope) =>
        scope.StartsWith(ServicePrefix, StringComparison.Ordinal)
        && scope.Length > ServicePrefix.Length
        && scope != Connection
        && scope.AsSpan(ServicePrefix.Length).IndexOfAnyExcept(BundleSigns) < 0;

    private static readonly System.Buffers.SearchValues<char> BundleSigns =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");
}
