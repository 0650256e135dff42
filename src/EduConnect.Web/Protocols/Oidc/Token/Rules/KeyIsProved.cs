using EduConnect.Core.Federation.Grants;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Token.Rules;

/// <summary>RFC 9449 §10: a code bound to a key needs the proof of that key.</summary>
internal sealed class KeyIsProved : CodeRule
{
    public override OidcError? Check(LiveGrant grant, TokenRequest request) =>
        grant.CodeThumbprint is null || grant.CodeThumbprint == request.Thumbprint ? null : OidcErrors.CodeOfAnotherKey;
}
