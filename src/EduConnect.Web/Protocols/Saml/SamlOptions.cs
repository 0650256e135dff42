namespace EduConnect.Web.Protocols.Saml;

/// <summary>What an operator may set; section <c>Saml</c> of the settings.</summary>
internal sealed class SamlOptions
{
    /// <summary>How long a new key is published before it signs. Services that pin a certificate need people to change it.</summary>
    public TimeSpan KeyNotice { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the former key stays published after its successor has begun to sign.</summary>
    public TimeSpan KeyFarewell { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Other names for attributes, by short name, where the operator knows the official ones: <c>FrEduCtRefId</c> = <c>urn:oid:…</c>.</summary>
    public Dictionary<string, string> AttributeNames { get; } = new(StringComparer.Ordinal);
}
