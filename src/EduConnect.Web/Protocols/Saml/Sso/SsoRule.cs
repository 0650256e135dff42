using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso;

/// <summary>One rule about authentication requests.</summary>
internal abstract class SsoRule : MessageRule
{
    public sealed override SamlError? Check(ReceivedRequest request) => Check((SsoRequest)request);

    /// <summary>Null when the request obeys, otherwise the refusal.</summary>
    protected abstract SamlError? Check(SsoRequest request);
}
