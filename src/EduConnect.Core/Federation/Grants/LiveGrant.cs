using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Federation.Grants;

/// <summary>What the store answers about a grant that is alive, or was at the moment of the answer.</summary>
/// <param name="Key">SHA-256 of the code.</param>
/// <param name="ClientId">The service.</param>
/// <param name="SessionId">The session.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Profile">Pupils or guardians.</param>
/// <param name="AuthenticatedAt">UTC.</param>
/// <param name="Methods">RFC 8176 words, space separated.</param>
public sealed record LiveGrant(
    byte[] Key, string ClientId, Guid SessionId, Guid AccountId, Audience Profile, DateTime AuthenticatedAt, string Methods)
{
    /// <summary>Where the code was sent.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>S256 challenge, if any.</summary>
    public string? CodeChallenge { get; init; }

    /// <summary>Thumbprint of the key whose proof the code needs, if any.</summary>
    public string? CodeThumbprint { get; init; }

    /// <summary>Thumbprint of the key the access token in force is bound to; null: a bearer token.</summary>
    public string? TokenThumbprint { get; init; }

    /// <summary>Thumbprint of the key the refresh tokens are bound to, if any.</summary>
    public string? RefreshThumbprint { get; init; }

    /// <summary>Nonce of the request, if any.</summary>
    public string? Nonce { get; init; }

    /// <summary>Scopes granted at first, space separated.</summary>
    public required string Scope { get; init; }

    /// <summary>Scopes of the access token in force.</summary>
    public required string TokenScope { get; init; }

    /// <summary>Claims asked for the identity token, space separated.</summary>
    public string IdTokenClaims { get; init; } = string.Empty;

    /// <summary>Claims asked for userinfo, space separated.</summary>
    public string UserInfoClaims { get; init; } = string.Empty;

    /// <summary>When the access token was made or renewed is not kept; when it ends is (UTC).</summary>
    public DateTime? TokenExpiresAt { get; init; }

    /// <summary>Absolute end of the refresh tokens (UTC).</summary>
    public DateTime? RefreshExpiresAt { get; init; }
}

/// <summary>What an authorization request asks to be remembered until its code is redeemed.</summary>
/// <param name="Code">The code itself.</param>
/// <param name="ClientId">The service.</param>
/// <param name="SessionId">The session that grants it.</param>
/// <param name="RedirectUri">Where the code goes.</param>
/// <param name="Scope">Scopes granted, space separated.</param>
public sealed record NewGrant(string Code, string ClientId, Guid SessionId, string RedirectUri, string Scope)
{
    /// <summary>S256 challenge, if any.</summary>
    public string? CodeChallenge { get; init; }

    /// <summary>Thumbprint of the key whose proof the code will need (<c>dpop_jkt</c>), if any.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>Nonce, if any.</summary>
    public string? Nonce { get; init; }

    /// <summary>Claims asked for the identity token, space separated.</summary>
    public string? IdTokenClaims { get; init; }

    /// <summary>Claims asked for userinfo, space separated.</summary>
    public string? UserInfoClaims { get; init; }

    /// <summary>The request, for the journal.</summary>
    public string RequestId { get; init; } = string.Empty;

    /// <summary>Network address of the browser, for the journal.</summary>
    public string Network { get; init; } = string.Empty;
}
