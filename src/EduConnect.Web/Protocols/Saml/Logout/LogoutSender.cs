using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Logout;

/// <summary>Sends the answer a service waits for through the browser; a service without an address for it leaves the person on our page.</summary>
internal sealed class LogoutSender(LogoutMessages messages, OidcViews pages)
{
    public Task AnswerAsync(HttpContext http, Service service, AwaitedAnswer awaited, SamlError? error)
    {
        if (error is not null)
        {
            RefusalLog.Note(http, error.Id, service);
        }

        return messages.Answer(service, awaited, error) switch
        {
            null => pages.LoggedOutAsync(http, service),
            { Fields: { } fields } message => pages.FormPostAsync(http, message.Address, fields),
            { } message => AuthorizeAnswer.Redirect(http, message.Address),
        };
    }
}
