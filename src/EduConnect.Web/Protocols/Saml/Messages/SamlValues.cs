using System.Xml;

namespace EduConnect.Web.Protocols.Saml.Messages;

/// <summary>Values of the types of XML Schema that messages use.</summary>
internal static class SamlValues
{
    /// <summary>An absent boolean is false (SAML Core §3.4.1); null for a text that is none.</summary>
    public static bool? Boolean(string? text) => text?.Trim() switch { null or "false" or "0" => false, "true" or "1" => true, _ => null };

    /// <summary>A moment in UTC; null when absent, malformed, or without its zone (SAML Core §1.3.3: UTC).</summary>
    public static DateTime? Moment(string? text)
    {
        try
        {
            return text is not null && XmlConvert.ToDateTime(text, XmlDateTimeSerializationMode.RoundtripKind) is { Kind: not DateTimeKind.Unspecified } moment
                ? moment.ToUniversalTime()
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
