using System.Text.Json;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Protocols.Transition;

/// <summary>An assertion that was checked.</summary>
/// <param name="System">who has signed it</param>
/// <param name="Claims">what it says</param>
/// <param name="ReturnPath">path of ours to go to at the end</param>
internal sealed record TrustedAssertion(FormerSystem System, TransitionClaims Claims, string ReturnPath);

/// <summary>
/// The signed assertion of a former system (<c>docs/adr/0011</c>): ES256 or RS256 by a registered key of an open system, for this very address,
/// five minutes at most, one use. Keys inside a token are ignored. Refusals are logged without anything the assertion says.
/// </summary>
internal sealed partial class TransitionAssertions(MainDb main, AssertionMarks marks, ServiceOptions service, TimeProvider clock, ILogger<TransitionAssertions> logger)
{
    /// <summary>Signs that an assertion may have.</summary>
    public const int Longest = 8 * 1024;

    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = Longest };

    /// <summary>The assertion, used up; null when it is not to be trusted.</summary>
    public async Task<TrustedAssertion?> VerifyAsync(string? text, CancellationToken cancellation)
    {
        if (Read(text) is not { } token)
        {
            return Refuse("not a compact signed token");
        }

        if (!TokenKeys.Algorithms.Contains(token.Alg, StringComparer.Ordinal) || token.TryGetHeaderValue<object>("crit", out _))
        {
            return Refuse("algorithm or extension not allowed");
        }

        return await SystemOfAsync(token, cancellation) is { } system ? await VerifyAsync(token, system, cancellation) : Refuse("unknown or closed issuer");
    }

    private async Task<TrustedAssertion?> VerifyAsync(JsonWebToken token, FormerSystem system, CancellationToken cancellation)
    {
        if (!await IsSignedAsync(token, system))
        {
            return Refuse("signature, issuer or audience", system.Code);
        }

        if (TransitionClaims.Read(token.EncodedPayload) is not { } claims)
        {
            return Refuse("claims missing or malformed", system.Code);
        }

        if (!IsTimely(claims))
        {
            return Refuse("time", system.Code);
        }

        // A space is in no client identifier, so that marks of services and of former systems stay apart.
        if (!await marks.TryUseAsync("transition " + system.Code, claims.Identifier, (claims.ExpiresAt + Skew).UtcDateTime, cancellation))
        {
            return Refuse("used before", system.Code);
        }

        return ReturnPath(system, claims.Target) is { } path ? new TrustedAssertion(system, claims, path) : Refuse("target not registered", system.Code);
    }

    /// <summary>Five segments would be an encrypted token: only three are read.</summary>
    private JsonWebToken? Read(string? text)
    {
        try
        {
            return text is { Length: > 0 and <= Longest } && text.Count(sign => sign == '.') == 2 && _handler.CanReadToken(text) ? _handler.ReadJsonWebToken(text) : null;
        }
        catch (Exception error) when (error is ArgumentException or SecurityTokenException or InvalidOperationException or JsonException)
        {
            return null;
        }
    }

    private async Task<FormerSystem?> SystemOfAsync(JsonWebToken token, CancellationToken cancellation)
    {
        var code = token.TryGetPayloadValue<object>("iss", out var issuer) ? issuer as string : null;
        return !FormerSystemRules.IsCode(code) ? null : await main.Set<FormerSystem>().AsNoTracking().FirstOrDefaultAsync(one => one.Code == code && one.IsEnabled, cancellation);
    }

    private async Task<bool> IsSignedAsync(JsonWebToken token, FormerSystem system)
    {
        if (TokenKeys.Meant(token, JsonWebKeySet.Create(system.PublicKeys).Keys) is not [var key])
        {
            return false;
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = TokenKeys.Algorithms,
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = true,
            ValidIssuer = system.Code,
            AudienceValidator = (audiences, _, _) => audiences.ToArray() is [var only] && only == service.PublicOrigin + TransitionPaths.Arrival,
            LifetimeValidator = (_, _, _, _) => true,
        });
        return result.IsValid;
    }

    private bool IsTimely(TransitionClaims claims)
    {
        var now = clock.GetUtcNow();
        return claims.IssuedAt <= now + Skew && now < claims.ExpiresAt + Skew && claims.ExpiresAt > claims.IssuedAt && claims.ExpiresAt - claims.IssuedAt <= LongestLife;
    }

    private static string? ReturnPath(FormerSystem system, string? target)
    {
        if (target is null)
        {
            return TransitionPaths.End;
        }

        var number = system.ReturnAddresses.ToList().IndexOf(target);
        return number < 0 ? null : TransitionPaths.EndAt(system.Code, number);
    }

    private TrustedAssertion? Refuse(string reason, string system = "-")
    {
        Refused(reason, system);
        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Transition refused: {Reason} (former system {System})")]
    private partial void Refused(string reason, string system);
}
