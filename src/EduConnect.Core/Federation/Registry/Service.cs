using EduConnect.Core.Federation.Saml;

namespace EduConnect.Core.Federation.Registry;

/// <summary>
/// A relying party (téléservice, ENT) and its contract: who may enter, how it proves itself, what it is told.
/// Read through <see cref="ServiceDirectory"/>, which keeps every service in memory.
/// </summary>
public sealed class Service
{
    /// <summary>Technical identity, never shown to the service.</summary>
    public Guid Id { get; init; }

    /// <summary>The <c>client_id</c>: 1 to 100 visible ASCII signs (RFC 6749 appendix A.1, without space).</summary>
    public required string ClientId { get; init; }

    /// <summary>Name shown to families, at most 120 characters.</summary>
    public required string Name { get; set; }

    /// <summary>False: every request of the service is refused, nothing is deleted.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The one way this service authenticates at the token endpoint.</summary>
    public ClientAuthenticationMethod Authentication { get; set; } = ClientAuthenticationMethod.SecretBasic;

    /// <summary>SHA-256 of the secret in force; the secret itself is 256 random bits and is shown once.</summary>
    public byte[]? SecretHash { get; set; }

    /// <summary>SHA-256 of the secret before the last rotation, good until <see cref="PreviousSecretUntil"/>.</summary>
    public byte[]? PreviousSecretHash { get; set; }

    /// <summary>End (UTC) of the previous secret's life.</summary>
    public DateTime? PreviousSecretUntil { get; set; }

    /// <summary>JSON Web Key Set with the public keys of a <c>private_key_jwt</c> service (RFC 7517); null when it publishes them itself.</summary>
    public string? PublicKeys { get; set; }

    /// <summary>Where a <c>private_key_jwt</c> service publishes its keys, so that it can rotate them without telling anybody (<c>jwks_uri</c>, RFC 7591 §2); null when they stand in the contract.</summary>
    public string? KeysUri { get; set; }

    /// <summary>Addresses the browser may be sent back to; compared sign by sign (RFC 9700 §2.1).</summary>
    public IReadOnlyList<string> RedirectUris { get; set; } = [];

    /// <summary>Addresses the browser may be sent to after a sign-out asked by the service.</summary>
    public IReadOnlyList<string> PostLogoutRedirectUris { get; set; } = [];

    /// <summary>Where the service's server is told that a session has ended (Back-Channel Logout 1.0 §2.2); null when it does not ask for it.</summary>
    public string? BackChannelLogoutUri { get; set; }

    /// <summary>Where the service's server is told of changes of accounts (RFC 8935); null when it does not ask for it.</summary>
    public string? NoticeUri { get; set; }

    /// <summary>What it wants to be told of: words of <see cref="Notices.NoticeEvents"/>.</summary>
    public IReadOnlyList<string> NoticeEvents { get; set; } = [];

    /// <summary>Origins whose scripts may call the token and userinfo endpoints (CORS).</summary>
    public IReadOnlyList<string> Origins { get; set; } = [];

    /// <summary>Scopes the service may be granted, <c>openid</c> included.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = [];

    /// <summary>Claims the contract lets out, whatever scope or <c>claims</c> parameter asks for them.</summary>
    public IReadOnlyList<string> Claims { get; set; } = [];

    /// <summary>Profiles that may enter.</summary>
    public Audience Audience { get; set; } = Audience.Everybody;

    /// <summary>Degrees of the pupils, and of the children of the guardians, that may enter.</summary>
    public DegreeSet Degrees { get; set; } = DegreeSet.Both;

    /// <summary>UAI of the schools whose pupils and guardians may enter; empty: all.</summary>
    public IReadOnlyList<string> Schools { get; set; } = [];

    /// <summary>Whether a proof key is demanded.</summary>
    public PkcePolicy Pkce { get; set; } = PkcePolicy.Required;

    /// <summary>Whether authorization requests must come by the pushed authorization request endpoint (RFC 9126 §6).</summary>
    public bool RequiresPushedRequests { get; set; }

    /// <summary>Whether tokens are given only to whoever proves a key, and bound to it (<c>dpop_bound_access_tokens</c>, RFC 9449 §5.2).</summary>
    public bool RequiresBoundTokens { get; set; }

    /// <summary>Signature of the identity tokens.</summary>
    public TokenSigning Signing { get; set; } = TokenSigning.RS256;

    /// <summary>Signature of the answers of userinfo, which are JWTs then (OpenID Connect Core §5.3.2); null: plain JSON.</summary>
    public TokenSigning? UserInfoSigning { get; set; }

    /// <summary>
    /// Sector of the pairwise <c>sub</c> (OpenID Connect Core §8.1): services of one sector see the same <c>sub</c>.
    /// The host of the redirect addresses unless the contract names another.
    /// </summary>
    public required string Sector { get; set; }

    /// <summary>Life of an access token in seconds (60 to 3,600; 300 by default, S-OI3).</summary>
    public int AccessTokenSeconds { get; set; } = 300;

    /// <summary>The terms of SAML 2.0; null for a service that speaks OpenID Connect only.</summary>
    public SamlTerms? Saml { get; set; }

    /// <summary>When the contract was entered (UTC).</summary>
    public DateTime CreatedAt { get; init; }
}
