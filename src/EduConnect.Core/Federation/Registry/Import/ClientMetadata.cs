namespace EduConnect.Core.Federation.Registry.Import;

/// <summary>What the metadata of a client say (RFC 7591 §2, OpenID Connect Dynamic Client Registration 1.0 §2), as far as a contract has room for it.</summary>
public sealed class ClientMetadata
{
    /// <summary><c>client_id</c>, when the file proposes one.</summary>
    public string? ClientId { get; set; }

    /// <summary><c>client_name</c>; its French form when there is one.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary><c>redirect_uris</c>.</summary>
    public IReadOnlyList<string> RedirectUris { get; set; } = [];

    /// <summary><c>post_logout_redirect_uris</c>.</summary>
    public IReadOnlyList<string> PostLogoutRedirectUris { get; set; } = [];

    /// <summary><c>backchannel_logout_uri</c>.</summary>
    public string? BackChannelLogoutUri { get; set; }

    /// <summary><c>token_endpoint_auth_method</c>; client_secret_basic when it is not said (RFC 7591 §2).</summary>
    public ClientAuthenticationMethod Authentication { get; set; } = ClientAuthenticationMethod.SecretBasic;

    /// <summary><c>jwks</c>, as text.</summary>
    public string? PublicKeys { get; set; }

    /// <summary><c>jwks_uri</c>.</summary>
    public string? KeysUri { get; set; }

    /// <summary><c>id_token_signed_response_alg</c>.</summary>
    public TokenSigning Signing { get; set; } = TokenSigning.RS256;

    /// <summary><c>userinfo_signed_response_alg</c>; plain JSON when it is not said (OpenID Connect Dynamic Client Registration 1.0 §2).</summary>
    public TokenSigning? UserInfoSigning { get; set; }

    /// <summary><c>scope</c>, and <c>offline_access</c> for the grant type refresh_token.</summary>
    public HashSet<string> Scopes { get; } = new(StringComparer.Ordinal);

    /// <summary><c>require_pushed_authorization_requests</c>.</summary>
    public bool RequiresPushedRequests { get; set; }

    /// <summary><c>dpop_bound_access_tokens</c> (RFC 9449 §5.2).</summary>
    public bool RequiresBoundTokens { get; set; }

    /// <summary>Fields that were understood and have no place in a contract.</summary>
    public List<string> NotKept { get; } = [];
}
