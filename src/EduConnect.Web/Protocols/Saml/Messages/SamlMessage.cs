using System.Xml;
using EduConnect.Core.Federation.Saml;

namespace EduConnect.Web.Protocols.Saml.Messages;

/// <summary>A message as received: one document, read once.</summary>
/// <param name="Root">Its root; everything that is used is read from here.</param>
/// <param name="IsAnswer">It came as <c>SAMLResponse</c>.</param>
/// <param name="Binding">How it came.</param>
/// <param name="Address">The address it came to, under the public origin.</param>
/// <param name="RelayState">To be given back byte for byte; null when there was none.</param>
/// <param name="QuerySignature">Signature of the query (SAML Bindings §3.4.4.1); null when there was none.</param>
internal sealed record SamlMessage(
    XmlElement Root, bool IsAnswer, SamlBinding Binding, string Address, string? RelayState, QuerySignature? QuerySignature)
{
    /// <summary>Who says that it sends it.</summary>
    public string? Issuer => Root.Child("Issuer", SamlNames.Assertion).Text();

    public string? Id => Root.Value("ID");

    /// <summary>Whether the root is this element of the protocol.</summary>
    public bool Is(string name) => Root.LocalName == name && Root.NamespaceURI == SamlNames.Protocol;
}

/// <summary>What a query says of its signature.</summary>
/// <param name="Algorithm"><c>SigAlg</c>.</param>
/// <param name="Value">The signature.</param>
/// <param name="Signed">The very bytes that were signed: the query as it was escaped by its sender.</param>
internal sealed record QuerySignature(string Algorithm, byte[] Value, byte[] Signed);

/// <summary>What is known of the signature of a message.</summary>
internal enum SignatureState
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>Made by a key of the service over this very message.</summary>
    Good,

    /// <summary>Anything else.</summary>
    Bad,
}
