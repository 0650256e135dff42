using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>RFC 6749 §3.1: a parameter must not be repeated; with two addresses nobody knows whom to answer.</summary>
internal sealed class AddressesAreNotRepeated : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Parameters.HasRepeated(["client_id", "redirect_uri"]) ? OidcErrors.RepeatedAddress : null;
}
