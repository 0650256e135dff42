using System.Text;
using System.Xml;

namespace EduConnect.Web.Protocols.Saml.Messages;

/// <summary>
/// Reads a message once into the one document that is both verified and used (S-SA2). Nothing is resolved, a DTD is refused (S-XM1), and
/// so are comments, instructions and CDATA: no service needs them, and readers disagree on values that hold them.
/// </summary>
internal static class SafeXml
{
    /// <summary>Largest message, in bytes after inflating (S-SA1).</summary>
    public const int Largest = 64 * 1024;

    private const int Deepest = 32;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        MaxCharactersInDocument = Largest,
    };

    /// <summary>The root; null for anything that is not such a message. Whatever encoding the text declares, it is UTF-8.</summary>
    public static XmlElement? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Largest)
        {
            return null;
        }

        try
        {
            return Parse(Utf8.GetString(bytes).TrimStart('\ufeff'));
        }
        catch (Exception error) when (error is XmlException or DecoderFallbackException or ArgumentException)
        {
            return null;
        }
    }

    private static XmlElement? Parse(string text)
    {
        if (!IsPlain(text))
        {
            return null;
        }

        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(text), Settings);
        document.Load(reader);
        return document.DocumentElement;
    }

    // A pass of its own, so that a deep document never becomes a tree.
    private static bool IsPlain(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Settings);
        while (reader.Read())
        {
            if (reader.Depth > Deepest || reader.NodeType is XmlNodeType.Comment or XmlNodeType.ProcessingInstruction or XmlNodeType.CDATA or XmlNodeType.EntityReference)
            {
                return false;
            }
        }

        return true;
    }
}
