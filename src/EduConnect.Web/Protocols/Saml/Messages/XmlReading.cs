using System.Xml;

namespace EduConnect.Web.Protocols.Saml.Messages;

/// <summary>Reads what stands directly under an element, never anything deeper.</summary>
internal static class XmlReading
{
    /// <summary>The children of a name.</summary>
    public static List<XmlElement> Children(this XmlElement parent, string name, string space) =>
        [.. parent.ChildNodes.OfType<XmlElement>().Where(child => child.LocalName == name && child.NamespaceURI == space)];

    /// <summary>The only child of a name; null when there is none, or several.</summary>
    public static XmlElement? Child(this XmlElement parent, string name, string space) => parent.Children(name, space) is [var only] ? only : null;

    /// <summary>An attribute without namespace; null when it is not there.</summary>
    public static string? Value(this XmlElement element, string name) => element.GetAttributeNode(name)?.Value;

    /// <summary>The text of an element that holds text only, without the spaces around; null otherwise.</summary>
    public static string? Text(this XmlElement? element) =>
        element is not null && element.ChildNodes.OfType<XmlNode>().All(node => node is XmlText or XmlWhitespace or XmlSignificantWhitespace) ? element.InnerText.Trim() : null;
}
