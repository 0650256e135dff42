using EduConnect.Core.Federation.Saml;

namespace EduConnect.Core.Federation.Registry;

/// <summary>What changes in a contract, each point as in <see cref="Service"/>. Null leaves a point as it is; a list takes the place of the whole former list, an empty one takes it away.</summary>
public sealed record ServiceChange
{
    /// <summary>Whether anybody may enter.</summary>
    public bool? IsOpen { get; init; }

    /// <summary>Name shown to families.</summary>
    public string? Name { get; init; }

    /// <summary>Addresses the browser may be sent back to.</summary>
    public IReadOnlyList<string>? RedirectUris { get; init; }

    /// <summary>Addresses after a sign-out.</summary>
    public IReadOnlyList<string>? PostLogoutRedirectUris { get; init; }

    /// <summary>Where the service's server is told that a session has ended; empty: it is not told any more.</summary>
    public string? BackChannelLogoutUri { get; init; }

    /// <summary>Origins of scripts.</summary>
    public IReadOnlyList<string>? Origins { get; init; }

    /// <summary>Scopes, <c>openid</c> included.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Claims released.</summary>
    public IReadOnlyList<string>? Claims { get; init; }

    /// <summary>How the service proves itself.</summary>
    public ClientAuthenticationMethod? Authentication { get; init; }

    /// <summary>JSON Web Key Set of the service, in place of an address.</summary>
    public string? PublicKeys { get; init; }

    /// <summary>Where the service publishes its keys, in place of a set.</summary>
    public string? KeysUri { get; init; }

    /// <summary>Whether a proof key is demanded.</summary>
    public PkcePolicy? Pkce { get; init; }

    /// <summary>Signature of identity tokens.</summary>
    public TokenSigning? Signing { get; init; }

    /// <summary>Signature of userinfo; see <see cref="PlainUserInfo"/>.</summary>
    public TokenSigning? UserInfoSigning { get; init; }

    /// <summary>Userinfo is plain JSON again.</summary>
    public bool PlainUserInfo { get; init; }

    /// <summary>Whether requests must be pushed.</summary>
    public bool? RequiresPushedRequests { get; init; }

    /// <summary>Whether tokens are given only to whoever proves a key.</summary>
    public bool? RequiresBoundTokens { get; init; }

    /// <summary>Sector of pairwise identifiers. It never follows the addresses by itself.</summary>
    public string? Sector { get; init; }

    /// <summary>The operator knows that another sector makes everybody a stranger to the service.</summary>
    public bool ChangesSubjects { get; init; }

    /// <summary>Life of an access token in seconds.</summary>
    public int? AccessTokenSeconds { get; init; }

    /// <summary>What concerns SAML.</summary>
    public SamlChange? Saml { get; init; }

    /// <summary>Writes what is said into the contract.</summary>
    internal void ApplyTo(Service service)
    {
        (service.Enabled, service.Name, service.Sector) = (IsOpen ?? service.Enabled, Name ?? service.Name, Sector ?? service.Sector);
        (service.RedirectUris, service.PostLogoutRedirectUris) = (RedirectUris ?? service.RedirectUris, PostLogoutRedirectUris ?? service.PostLogoutRedirectUris);
        service.BackChannelLogoutUri = BackChannelLogoutUri switch { null => service.BackChannelLogoutUri, "" => null, var told => told };
        (service.Origins, service.Scopes, service.Claims) = (Origins ?? service.Origins, Scopes ?? service.Scopes, Claims ?? service.Claims);
        service.Authentication = Authentication ?? service.Authentication;
        (service.PublicKeys, service.KeysUri) = (PublicKeys, KeysUri) is (null, null) ? (service.PublicKeys, service.KeysUri) : (PublicKeys, KeysUri);
        (service.Pkce, service.Signing) = (Pkce ?? service.Pkce, Signing ?? service.Signing);
        service.UserInfoSigning = PlainUserInfo ? null : UserInfoSigning ?? service.UserInfoSigning;
        (service.RequiresPushedRequests, service.RequiresBoundTokens) = (RequiresPushedRequests ?? service.RequiresPushedRequests, RequiresBoundTokens ?? service.RequiresBoundTokens);
        service.AccessTokenSeconds = AccessTokenSeconds ?? service.AccessTokenSeconds;
        if (service.Saml is { } terms)
        {
            Saml?.ApplyTo(terms);
        }
    }
}
