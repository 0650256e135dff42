namespace EduConnect.Web.Protocols.Saml;

/// <summary>Names that the specifications give (SAML 2.0 Core, Bindings, Metadata; XML Signature; XML Encryption).</summary>
internal static class SamlNames
{
    public const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    public const string Assertion = "urn:oasis:names:tc:SAML:2.0:assertion";
    public const string Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
    public const string Signature = "http://www.w3.org/2000/09/xmldsig#";
    public const string Encryption = "http://www.w3.org/2001/04/xmlenc#";

    public const string ByRedirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
    public const string ByPost = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
    public const string Bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    public const string Deflate = "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";

    public const string Entity = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";
    public const string Transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
    public const string Persistent = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
    public const string Unspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

    public const string ProtectedPassword = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
    public const string Password = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password";
    public const string AnyContext = "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified";

    public const string Uri = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri";
    public const string Basic = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic";

    /// <summary>Shape of an <c>ID</c>: an XML name without colon (XML Schema: <c>NCName</c>), of reasonable length.</summary>
    public static bool IsIdentifier(string? text)
    {
        try
        {
            return text is { Length: > 0 and <= 256 } && System.Xml.XmlConvert.VerifyNCName(text) == text;
        }
        catch (System.Xml.XmlException)
        {
            return false;
        }
    }

    /// <summary>A moment as messages write it.</summary>
    public static string Instant(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
