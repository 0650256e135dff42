using EduConnect.Core.Federation.Reception;

namespace EduConnect.Web.Protocols.Saml.Messages;

/// <summary>Every refusal of the identity provider. Status codes: SAML Core §3.2.2.2.</summary>
internal static class SamlErrors
{
    // Shown on our own page: who asks, or where an answer may go, is not sure.
    public static readonly SamlError NotAMessage = new("S01", "SAMLRequest or SAMLResponse is missing, repeated, too large, or not base64 (and DEFLATE in a query) of UTF-8 XML without DTD, comment or instruction.");
    public static readonly SamlError LongRelayState = new("S02", "RelayState is longer than 4096 bytes.");
    public static readonly SamlError UnexpectedMessage = new("S03", "The message is not of the kind this address takes.");
    public static readonly SamlError WrongVersion = new("S04", "Version must be 2.0.") { Status = "VersionMismatch" };
    public static readonly SamlError MalformedIdentifier = new("S05", "ID must be an XML name of at most 256 signs.");
    public static readonly SamlError UnknownIssuer = new("S06", "Issuer is missing or is not the entityID of a known service.");
    public static readonly SamlError IssuerFormat = new("S07", "Format of Issuer must be that of an entity.");
    public static readonly SamlError ClosedService = new("S08", "The service is not open.");
    public static readonly SamlError BadSignature = new("S09", "The signature is not good: key, algorithm, reference or value.");
    public static readonly SamlError MissingSignature = new("S10", "The message must be signed.");
    public static readonly SamlError WrongDestination = new("S11", "Destination is not this address, or is missing from a signed message.");
    public static readonly SamlError Stale = new("S12", "IssueInstant is missing, more than 7 minutes old or more than 2 minutes ahead.");
    public static readonly SamlError UnknownConsumer = new("S13", "AssertionConsumerServiceURL or AssertionConsumerServiceIndex is not in the metadata of the service.");
    public static readonly SamlError MalformedValue = new("S14", "A value is repeated or does not have the type the schema gives it.");
    public static readonly SamlError UnknownProvider = new("S15", "providerId is not the entityID of a known service.");
    public static readonly SamlError UnknownShire = new("S16", "shire is not an AssertionConsumerService of the service.");
    public static readonly SamlError Expired = new("S17", "The request was left alone for more than an hour.");
    public static readonly SamlError Replayed = new("S18", "This request has been answered already.");
    public static readonly SamlError NobodyThere = new("S19", "The account of this session is gone.");

    // Told to the service.
    public static readonly SamlError AnswerBinding = new("S20", "ProtocolBinding must be HTTP-POST.") { SecondStatus = "UnsupportedBinding" };
    public static readonly SamlError NameIdForm = new("S21", "NameIDPolicy must ask for a transient, persistent or unspecified identifier.") { SecondStatus = "InvalidNameIDPolicy" };
    public static readonly SamlError NameQualifier = new("S22", "SPNameQualifier must be the entityID of the service.") { SecondStatus = "InvalidNameIDPolicy" };
    public static readonly SamlError Context = new("S23", "RequestedAuthnContext asks for a class that cannot be given; PasswordProtectedTransport can.") { Status = "Responder", SecondStatus = "NoAuthnContext" };
    public static readonly SamlError SubjectChosen = new("S24", "A Subject in the request is not supported.") { SecondStatus = "RequestUnsupported" };
    public static readonly SamlError NoPassive = new("S30", "The person must see a page.") { Status = "Responder", SecondStatus = "NoPassive" };
    public static readonly SamlError ProfileRefused = new("S31", "The service is not open to this profile.") { Status = "Responder", SecondStatus = "RequestDenied" };
    public static readonly SamlError DegreeRefused = new("S32", "The service is not open to the degree of this person.") { Status = "Responder", SecondStatus = "RequestDenied" };
    public static readonly SamlError SchoolRefused = new("S33", "The service is not open to the school of this person.") { Status = "Responder", SecondStatus = "RequestDenied" };

    // Sign-out.
    public static readonly SamlError NoNameId = new("S41", "The request must have one NameID in clear.");
    public static readonly SamlError LogoutExpired = new("S42", "NotOnOrAfter of the request has passed.");
    public static readonly SamlError UnknownPrincipal = new("S43", "NameID is not that of the person in this session for this service.") { SecondStatus = "UnknownPrincipal" };
    public static readonly SamlError PartialLogout = new("S44", "Some services have not confirmed.") { Status = "Success", SecondStatus = "PartialLogout" };

    /// <summary>What the service is told about somebody it does not receive.</summary>
    public static SamlError Of(NotReceived why) => why switch
    {
        NotReceived.Profile => ProfileRefused,
        NotReceived.Degree => DegreeRefused,
        _ => SchoolRefused,
    };
}
