using EduConnect.Core.Platform;

namespace EduConnect.Web.Protocols.Saml;

/// <summary>Who this identity provider is (federation.md a.1).</summary>
internal sealed class SamlEntity(ServiceOptions options)
{
    /// <summary>The entityID.</summary>
    public string Id { get; } = options.PublicOrigin + SamlPaths.Entity;

    /// <summary>An address of ours, whole.</summary>
    public string Address(string path) => options.PublicOrigin + path;
}
