using EduConnect.Core.SignIn.Providers;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Protocols.Providers;

/// <summary>
/// What every token of a provider has in common: signed by one of its published keys with ES256 or RS256, from the issuer we are registered at,
/// for us alone, within their time (OpenID Connect Core §3.1.3.7; S-FC1). Keys inside a token are ignored.
/// </summary>
internal sealed class ProviderSignatures(ProviderKeys keys, ProviderRegistration options, TimeProvider clock)
{
    private const int LongestToken = 16 * 1024;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };

    /// <summary>The token, verified.</summary>
    /// <exception cref="ProviderException">it is not to be trusted</exception>
    public async Task<JsonWebToken> VerifyAsync(string? text, CancellationToken cancellation)
    {
        var token = Read(text);
        if (!TokenKeys.Algorithms.Contains(token.Alg, StringComparer.Ordinal))
        {
            throw Distrust("algorithm not allowed");
        }

        var failure = await TryAsync(token, await keys.ReadAsync(isAgain: false, cancellation))
            ? null
            : await ExplainAsync(token, await keys.ReadAsync(isAgain: true, cancellation));
        if (failure is not null)
        {
            throw Distrust("signature or audience refused", failure);
        }

        return token.TryGetPayloadValue<long>("iat", out var issued) && issued <= clock.GetUtcNow().Add(options.ClockSkew).ToUnixTimeSeconds()
            ? token
            : throw Distrust("iat missing or in the future");
    }

    /// <summary>A refusal; the reason is for the log.</summary>
    public static ProviderException Distrust(string reason, Exception? cause = null) => new(ProviderFault.NotTrusted, reason, cause);

    private JsonWebToken Read(string? text)
    {
        try
        {
            return text is { Length: > 0 and <= LongestToken } && _handler.CanReadToken(text) ? _handler.ReadJsonWebToken(text) : throw Distrust("not a signed token");
        }
        catch (Exception error) when (error is ArgumentException or SecurityTokenException)
        {
            throw Distrust("token cannot be read", error);
        }
    }

    private async Task<bool> TryAsync(JsonWebToken token, IReadOnlyList<JsonWebKey> known) => await ExplainAsync(token, known) is null;

    private async Task<Exception?> ExplainAsync(JsonWebToken token, IReadOnlyList<JsonWebKey> known)
    {
        var candidates = TokenKeys.Meant(token, known);
        if (candidates.Count != 1)
        {
            // Without a key id only a single key can be meant.
            return new SecurityTokenSignatureKeyNotFoundException($"{candidates.Count} keys may be meant");
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = TokenKeys.Algorithms,
            IssuerSigningKey = candidates[0],
            TryAllIssuerSigningKeys = true,
            ValidIssuer = options.Issuer,
            AudienceValidator = (audiences, _, _) => audiences.ToArray() is [var only] && only == options.ServiceId,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires),
        });
        return result.IsValid ? null : result.Exception;
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + options.ClockSkew && (notBefore is not { } start || start - options.ClockSkew <= now);
    }
}
