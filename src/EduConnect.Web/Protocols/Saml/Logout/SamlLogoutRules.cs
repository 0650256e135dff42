using EduConnect.Web.Protocols.Saml.Messages;
using EduConnect.Web.Protocols.Saml.Messages.Rules;

namespace EduConnect.Web.Protocols.Saml.Logout;

/// <summary>One rule on sign-out requests: pure. A breach is shown on our page: nobody is signed out, nobody is sent anywhere.</summary>
internal abstract class SamlLogoutRule : MessageRule
{
    public sealed override SamlError? Check(ReceivedRequest request) => Check((SamlLogoutRequest)request);

    /// <summary>Null when the request obeys, otherwise the refusal.</summary>
    protected abstract SamlError? Check(SamlLogoutRequest request);
}

/// <summary>SAML Profiles §4.4.3.1: this address takes LogoutRequest messages, and answers to ours.</summary>
internal sealed class MessageIsLogoutRequest : SamlLogoutRule
{
    protected override SamlError? Check(SamlLogoutRequest request) => request.Message.Is("LogoutRequest") ? null : SamlErrors.UnexpectedMessage;
}

/// <summary>SAML Profiles §4.4.4.1: through a browser, a sign-out request is signed; only a service without any key may do without, and must know the person's name.</summary>
internal sealed class LogoutIsSigned : SamlLogoutRule
{
    protected override SamlError? Check(SamlLogoutRequest request) =>
        request.Signature is SignatureState.Absent && request.Terms.SigningCertificates.Count > 0 ? SamlErrors.MissingSignature : null;
}

/// <summary>SAML Core §3.7.1: who is to be signed out is named, once, in clear: we publish no key to encipher for.</summary>
internal sealed class PersonIsNamed : SamlLogoutRule
{
    protected override SamlError? Check(SamlLogoutRequest request) => request.NameId is null ? SamlErrors.NoNameId : null;
}

/// <summary>SAML Core §3.7.1: NotOnOrAfter, when there, lies ahead.</summary>
internal sealed class LogoutIsInTime : SamlLogoutRule
{
    protected override SamlError? Check(SamlLogoutRequest request) => request.IsOver ? SamlErrors.LogoutExpired : null;
}

/// <summary>The rules in the order they are applied.</summary>
internal static class SamlLogoutRules
{
    public static readonly MessageRule[] All =
    [
        new MessageIsLogoutRequest(), new VersionIsTwo(), new IdentifierIsWellFormed(), new IssuerIsKnown(), new IssuerIsAnEntity(), new ServiceIsOpen(),
        new SignatureIsGood(), new LogoutIsSigned(), new DestinationIsHere(), new RequestIsFresh(), new LogoutIsInTime(), new PersonIsNamed(),
    ];
}
