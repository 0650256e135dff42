namespace EduConnect.Web.Protocols.Saml.Messages.Rules;

/// <summary>SAML Core §5.4, Bindings §3.4.4.1: a signature that is there is verified, even where none is demanded (S-SA1).</summary>
internal sealed class SignatureIsGood : MessageRule
{
    public override SamlError? Check(ReceivedRequest request) =>
        request.Signature is SignatureState.Bad ? SamlErrors.BadSignature : null;
}
