using System.Text;
using System.Xml;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Web.Protocols.Saml.Answers;

/// <summary>Writes messages. Values go through the writer, never into text by hand.</summary>
internal static class SamlXml
{
    private static readonly XmlWriterSettings Settings = new() { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Document };

    /// <summary>A new identifier: an XML name with 128 random bits (SAML Core §1.3.4).</summary>
    public static string NewMessageId(this IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes);
        return "_" + Convert.ToHexStringLower(bytes);
    }

    /// <summary>The document that is written; its spaces are kept, so that signing and sending see the same text.</summary>
    public static XmlDocument Document(Action<XmlWriter> write)
    {
        var text = new StringBuilder(4096);
        using (var writer = XmlWriter.Create(text, Settings))
        {
            write(writer);
        }

        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(text.ToString());
        return document;
    }

    public static void Start(this XmlWriter writer, string name) => writer.WriteStartElement("saml", name, SamlNames.Assertion);

    public static void StartProtocol(this XmlWriter writer, string name) => writer.WriteStartElement("samlp", name, SamlNames.Protocol);

    public static void Element(this XmlWriter writer, string name, string text)
    {
        writer.Start(name);
        writer.WriteString(text);
        writer.WriteEndElement();
    }

    /// <summary>What every message begins with (SAML Core §3.2).</summary>
    public static void Head(this XmlWriter writer, string id, DateTime now, string destination, string? inResponseTo, string issuer, DateTime? end = null)
    {
        writer.WriteAttributeString("ID", id);
        writer.WriteAttributeString("Version", "2.0");
        writer.WriteAttributeString("IssueInstant", SamlNames.Instant(now));
        writer.WriteAttributeString("Destination", destination);
        if (inResponseTo is not null)
        {
            writer.WriteAttributeString("InResponseTo", inResponseTo);
        }

        if (end is { } moment)
        {
            writer.WriteAttributeString("NotOnOrAfter", SamlNames.Instant(moment));
        }

        writer.Element("Issuer", issuer);
    }

    /// <summary>The outcome (SAML Core §3.2.2); null is success.</summary>
    public static void Status(this XmlWriter writer, Messages.SamlError? error)
    {
        const string Prefix = "urn:oasis:names:tc:SAML:2.0:status:";
        writer.StartProtocol("Status");
        writer.StartProtocol("StatusCode");
        writer.WriteAttributeString("Value", Prefix + (error?.Status ?? "Success"));
        if (error?.SecondStatus is { } second)
        {
            writer.StartProtocol("StatusCode");
            writer.WriteAttributeString("Value", Prefix + second);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        if (error is not null)
        {
            writer.StartProtocol("StatusMessage");
            writer.WriteString($"{error.Description} ({error.Id})");
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    /// <summary>The text without the signs XML cannot hold: a name of a directory must not stop a sign-in.</summary>
    public static string Clean(string text)
    {
        for (var place = 0; place < text.Length; place++)
        {
            if (!XmlConvert.IsXmlChar(text[place]) && !IsPair(text, place))
            {
                return new string([.. text.Where((sign, at) => XmlConvert.IsXmlChar(sign) || IsPair(text, at))]);
            }
        }

        return text;
    }

    private static bool IsPair(string text, int place) =>
        (place + 1 < text.Length && char.IsSurrogatePair(text[place], text[place + 1])) || (place > 0 && char.IsSurrogatePair(text[place - 1], text[place]));
}
