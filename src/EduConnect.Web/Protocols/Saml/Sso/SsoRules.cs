using EduConnect.Web.Protocols.Saml.Messages;
using EduConnect.Web.Protocols.Saml.Messages.Rules;
using EduConnect.Web.Protocols.Saml.Sso.Rules;

namespace EduConnect.Web.Protocols.Saml.Sso;

/// <summary>The rules in the order they are applied. Adding a rule is adding a class and its line here.</summary>
internal static class SsoRules
{
    /// <summary>While one of these is broken the browser stays with us: nobody trustworthy to send it to is known.</summary>
    public static readonly MessageRule[] BeforeAnswering =
    [
        new MessageIsAuthnRequest(), new VersionIsTwo(), new IdentifierIsWellFormed(), new IssuerIsKnown(), new IssuerIsAnEntity(),
        new ServiceIsOpen(), new SignatureIsGood(), new SignatureIsThereWhenDemanded(), new DestinationIsHere(), new RequestIsFresh(),
        new ValuesAreWellFormed(), new ConsumerIsRegistered(),
    ];

    /// <summary>A breach of these is told to the service.</summary>
    public static readonly MessageRule[] Answered =
    [
        new AnswerGoesByPost(), new NameIdFormIsSupported(), new NameQualifierIsOwn(), new SubjectIsNotChosen(), new ContextCanBeGiven(),
    ];
}
