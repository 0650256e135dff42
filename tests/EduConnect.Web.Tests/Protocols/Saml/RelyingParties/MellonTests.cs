using EduConnect.Web.Tests.Protocols.Oidc.RelyingParties;

namespace EduConnect.Web.Tests.Protocols.Saml.RelyingParties;

/// <summary>Debian's mod_auth_mellon, with the configuration of docs/integrating.</summary>
public sealed class MellonTests(Mellon mellon) : ApacheSamlSuite(mellon), IClassFixture<Mellon>;

/// <summary>Apache with mod_auth_mellon.</summary>
public sealed class Mellon : ApacheSaml
{
    public override string LeavingAddress => "/mellon/logout?ReturnTo=" + Uri.EscapeDataString(Origin + "/bye");

    protected override string MetadataAddress => "/mellon/metadata";

    protected override (string File, string Package) Module => ("mod_auth_mellon.so", "libapache2-mod-auth-mellon");

    protected override string Configure(string folder)
    {
        var posts = Directory.CreateDirectory(Path.Combine(folder, "posts")).FullName;
        File.SetUnixFileMode(posts, (UnixFileMode)0b111_111_111);
        return $"LoadModule auth_mellon_module {ApacheServer.Modules}/mod_auth_mellon.so\n"
            + ApacheServer.Guide("mod_auth_mellon.conf", ("/etc/apache2/educonnect", folder), ("https://ent.example", Origin), ("MellonSecureCookie On", "MellonSecureCookie Off"));
    }
}
