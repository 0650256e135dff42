using System.Diagnostics;
using System.Net.Sockets;
using System.Xml.Linq;
using EduConnect.Testing;
using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Protocols.Saml.Answers;
using EduConnect.Web.Tests.Protocols.Oidc.RelyingParties;

namespace EduConnect.Web.Tests.Protocols.Saml.RelyingParties;

/// <summary>Debian's Shibboleth SP, with the configuration of docs/integrating.</summary>
public sealed class ShibbolethTests(Shibboleth shibboleth) : ApacheSamlSuite(shibboleth), IClassFixture<Shibboleth>
{
    [Fact]
    public void The_documented_map_has_every_attribute_we_send()
    {
        XNamespace map = "urn:mace:shibboleth:2.0:attribute-map";
        var documented = XDocument.Parse(ApacheServer.Guide("attribute-map.xml")).Descendants(map + "Attribute")
            .Select(one => ((string)one.Attribute("name")!, (string?)one.Attribute("nameFormat") ?? SamlNames.Uri, (string)one.Attribute("id")!));
        var sent = new AttributeDictionary(new SamlOptions()).All.Select(one => (one.Name, one.Format, one.Short));
        Assert.Equal(sent.Order(), documented.Order());
    }
}

/// <summary>Apache with mod_shib, and its daemon, which does the work.</summary>
public sealed class Shibboleth : ApacheSaml
{
    private Process? _daemon;
    private string _folder = string.Empty;

    public override string LeavingAddress => "/Shibboleth.sso/Logout?return=" + Uri.EscapeDataString(Origin + "/bye");

    protected override string MetadataAddress => "/Shibboleth.sso/Metadata";

    protected override (string File, string Package) Module => ("mod_shib.so", "libapache2-mod-shib");

    public override string Log() => base.Log() + (File.Exists(Path.Combine(_folder, "shibd.log")) ? File.ReadAllText(Path.Combine(_folder, "shibd.log")) : string.Empty);

    public override async ValueTask DisposeAsync()
    {
        if (_daemon is not null)
        {
            _daemon.Kill(entireProcessTree: true);
            await _daemon.WaitForExitAsync();
            _daemon.Dispose();
        }

        await base.DisposeAsync();
    }

    protected override string Configure(string folder)
    {
        _folder = folder;
        var daemon = Require.Executable("shibd", "/usr/sbin");
        Write(folder, "attribute-map.xml", ApacheServer.Guide("attribute-map.xml"));
        Write(folder, "shibd.logger", $"""
            log4j.rootCategory=WARN, file
            log4j.appender.file=org.apache.log4j.FileAppender
            log4j.appender.file.fileName={folder}/shibd.log
            log4j.appender.file.layout=org.apache.log4j.BasicLayout
            """);
        var configuration = ApacheServer.Guide(
            "shibboleth2.xml", ("/etc/shibboleth", folder), ("https://educonnect.example", Host.App.Address), ("https://ent.example", Origin), ("handlerSSL=\"true\" cookieProps=\"https\"", "handlerSSL=\"false\" cookieProps=\"http\""));
        var socket = Path.Combine(folder, "shibd.sock");
        Write(folder, "shibboleth2.xml", configuration.Replace(
            "<ApplicationDefaults", $"<OutOfProcess logger=\"{folder}/shibd.logger\"/><UnixListener address=\"{socket}\"/><ApplicationDefaults", StringComparison.Ordinal));
        _daemon = ApacheServer.Run(folder, daemon, "-F", "-f", "-c", Path.Combine(folder, "shibboleth2.xml"), "-p", Path.Combine(folder, "shibd.pid"));
        Listens(socket);
        return $"LoadModule mod_shib {ApacheServer.Modules}/mod_shib.so\nShibConfig {folder}/shibboleth2.xml\n" + ApacheServer.Guide("mod_shib.conf");
    }

    private void Listens(string socket)
    {
        while (!_daemon!.HasExited)
        {
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                probe.Connect(new UnixDomainSocketEndPoint(socket));
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(50);
            }
        }

        Assert.Fail(_daemon.StandardError.ReadToEnd() + Log());
    }
}
