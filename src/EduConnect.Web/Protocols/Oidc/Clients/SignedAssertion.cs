using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform;
using EduConnect.Web.Protocols.Oidc.Messages;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Protocols.Oidc.Clients;

/// <summary>
/// <c>private_key_jwt</c>: an assertion signed by the service (RFC 7523 §3, OpenID Connect Core §9). Asymmetric algorithms only, the
/// keys of the contract only, our issuer, token endpoint or endpoint of pushed requests (RFC 9126 §2) as audience, ten minutes at most, one use.
/// </summary>
internal sealed class SignedAssertion(ServiceKeys keys, AssertionMarks marks, ServiceOptions options, TimeProvider clock) : ClientProof
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly string[] Algorithms = ["RS256", "PS256", "ES256"];
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public override ClientAuthenticationMethod Method => ClientAuthenticationMethod.PrivateKeyJwt;

    public override PresentedProof? Read(HttpRequest request, RequestParameters form)
    {
        if (form["client_assertion"] is not { } assertion)
        {
            return null;
        }

        var claimed = form["client_assertion_type"] == AssertionType && _handler.CanReadToken(assertion) ? Subject(assertion) : null;
        return new(claimed is not null && (form["client_id"] ?? claimed) == claimed ? claimed : string.Empty, assertion);
    }

    public override async ValueTask<bool> VerifyAsync(PresentedProof proof, Service service, CancellationToken cancellation)
    {
        if (await ReadAsync(proof.Proof, service, isAgain: false, cancellation) is not { } token)
        {
            return false;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        return token.Subject == service.ClientId
            && token.Id is { Length: > 0 and <= 200 }
            && token.ValidTo - now <= LongestLife
            && await marks.TryUseAsync(service.ClientId, token.Id, token.ValidTo + Skew, cancellation);
    }

    private async ValueTask<JsonWebToken?> ReadAsync(string assertion, Service service, bool isAgain, CancellationToken cancellation)
    {
        if (await keys.FindAsync(service, isAgain, cancellation) is not { } known)
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(assertion, Parameters(service, known));
        if (result is { IsValid: true, SecurityToken: JsonWebToken token })
        {
            return token;
        }

        // Whatever is wrong, a rotated key may be why: the library tells it in several ways. Keys are read again at most once a minute.
        return isAgain ? null : await ReadAsync(assertion, service, isAgain: true, cancellation);
    }

    private TokenValidationParameters Parameters(Service service, IEnumerable<SecurityKey> known) => new()
    {
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = known,
        TryAllIssuerSigningKeys = true,
        ValidIssuer = service.ClientId,
        ValidAudiences = [options.PublicOrigin, options.PublicOrigin + OidcPaths.Token, options.PublicOrigin + OidcPaths.Pushed],
        RequireExpirationTime = true,
        LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires),
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Skew && (notBefore is not { } start || start - Skew <= now);
    }

    private string? Subject(string assertion)
    {
        try
        {
            return _handler.ReadJsonWebToken(assertion).Subject;
        }
        catch (Exception error) when (error is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }
}
