using System.Text;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso;

/// <summary>
/// Sign-in that starts here (SAML Profiles §4.1.5), by a link ENTs use every day: <c>providerId</c> is the service, <c>shire</c> one of its
/// addresses, <c>target</c> becomes RelayState (federation.md a.1). <c>time</c> is taken and not looked at.
/// </summary>
internal sealed class UnsolicitedEndpoint(ServiceDirectory services, ProtectedState states, SamlViews views, TimeProvider clock)
{
    private static readonly string[] Names = ["providerId", "shire", "target", "time"];

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var parameters = new RequestParameters(http.Request.Query);
        var service = await services.FindByEntityAsync(parameters["providerId"], http.RequestAborted);
        if (Breach(parameters, service) is { } error)
        {
            await views.ErrorAsync(http, error, service);
            return;
        }

        var pending = new PendingSso(service!.ClientId, Consumer(parameters, service.Saml!)!.Index, clock.GetUtcNow().UtcDateTime)
        {
            RelayState = parameters["target"],
            NameId = service.Saml!.NameId,
        };
        await AuthorizeAnswer.Redirect(http, pending.Address(states));
    }

    private static SamlError? Breach(RequestParameters parameters, Service? service) =>
        parameters.HasRepeated(Names) ? SamlErrors.MalformedValue
        : service is null ? SamlErrors.UnknownProvider
        : !service.Enabled ? SamlErrors.ClosedService
        : Consumer(parameters, service.Saml!) is null ? SamlErrors.UnknownShire
        : parameters["target"] is { } target && Encoding.UTF8.GetByteCount(target) > MessageReader.LongestRelayState ? SamlErrors.LongRelayState
        : null;

    private static SamlConsumer? Consumer(RequestParameters parameters, SamlTerms terms) =>
        parameters["shire"] is { } address ? terms.Consumers.FirstOrDefault(one => one.Address == address) : terms.Consumers[0];
}
