using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Saml.Answers;
using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso;

/// <summary>
/// Takes authentication requests (SAML Profiles §4.1): checks them, then goes on at an address of ours, where the browser sends its
/// cookies even when the request came in a form of another site (SameSite=Lax).
/// </summary>
internal sealed class SsoEndpoint(
    MessageReader reader, ServiceDirectory services, ProtectedState states, ServiceAnswers answers, SamlViews views, TimeProvider clock)
{
    public Task ByRedirectAsync(HttpContext http) => HandleAsync(http, SamlBinding.Redirect);

    public Task ByPostAsync(HttpContext http) => HandleAsync(http, SamlBinding.Post);

    private async Task HandleAsync(HttpContext http, SamlBinding binding)
    {
        http.Response.Headers.CacheControl = "no-store";
        var (message, unreadable) = await reader.ReadAsync(http, binding);
        if (message is null)
        {
            await views.ErrorAsync(http, unreadable!, null);
            return;
        }

        var service = await services.FindByEntityAsync(message.Issuer, http.RequestAborted);
        var signature = service is null ? SignatureState.Absent : MessageSignatures.Verify(message, service.Saml!, isSignOut: false);
        var request = new SsoRequest(message, service, signature, clock.GetUtcNow().UtcDateTime);
        if (MessageRules.FirstBreach(SsoRules.BeforeAnswering, request) is { } untrusted)
        {
            await views.ErrorAsync(http, untrusted, service);
        }
        else if (MessageRules.FirstBreach(SsoRules.Answered, request) is { } error)
        {
            await answers.RefuseAsync(http, service!, Pending(request), error);
        }
        else
        {
            await AuthorizeAnswer.Redirect(http, Pending(request).Address(states));
        }
    }

    private static PendingSso Pending(SsoRequest request) => new(request.Service!.ClientId, request.Consumer!.Index, request.Now)
    {
        RequestId = request.Message.Id,
        RelayState = request.Message.RelayState,
        IsForced = request.IsForced is true,
        IsPassive = request.IsPassive is true,
        NameId = request.NameIdFormat switch { SamlNames.Persistent => SamlNameId.Persistent, SamlNames.Transient => SamlNameId.Transient, _ => request.Terms.NameId },
        Context = request.Context?.Given ?? SamlNames.ProtectedPassword,
    };
}
