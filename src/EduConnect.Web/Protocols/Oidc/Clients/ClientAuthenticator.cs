using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Clients;

/// <summary>
/// Authenticates a service in the way of its contract and in no other (RFC 6749 §2.3: one method a request).
/// Every failure looks the same.
/// </summary>
internal sealed class ClientAuthenticator(ServiceDirectory services, SignedAssertion assertions, TimeProvider clock)
{
    private readonly ClientProof[] _secrets = [new SecretInHeader(clock), new SecretInForm(clock), assertions];
    private readonly NoProof _none = new();

    public async ValueTask<(Service? Service, OidcError? Error)> AuthenticateAsync(HttpContext http, RequestParameters form)
    {
        ClientProof? used = null;
        PresentedProof? proof = null;
        foreach (var way in _secrets)
        {
            if (way.Read(http.Request, form) is { } presented)
            {
                if (used is not null)
                {
                    return (null, OidcErrors.SeveralAuthentications);
                }

                (used, proof) = (way, presented);
            }
        }

        used ??= _none;
        proof ??= _none.Read(http.Request, form);
        return await VerifyAsync(http, used, proof, form) is { } service ? (service, null) : (null, OidcErrors.ClientAuthentication);
    }

    private async ValueTask<Service?> VerifyAsync(HttpContext http, ClientProof way, PresentedProof? proof, RequestParameters form)
    {
        if (proof is null || (form["client_id"] is { } named && named != proof.ClientId))
        {
            return null;
        }

        var service = await services.FindAsync(proof.ClientId, http.RequestAborted);
        RefusalLog.Concerns(http, service);
        return service is { Enabled: true } && service.Authentication == way.Method && await way.VerifyAsync(proof, service, http.RequestAborted)
            ? service
            : null;
    }
}
