using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EduConnect.Testing;

namespace EduConnect.Web.Tests.Protocols.Oidc.RelyingParties;

/// <summary>
/// Apache with mod_auth_openidc on a loopback port: own configuration in a temporary folder, never as root, ended with the test.
/// The protected page shows claims in its headers.
/// </summary>
internal sealed class ApacheServer : IAsyncDisposable
{
    private const string Modules = "/usr/lib/apache2/modules";
    private readonly Process _process;
    private readonly string _folder;

    private ApacheServer(Process process, string folder, string origin)
    {
        _process = process;
        _folder = folder;
        Origin = origin;
    }

    public string Origin { get; }

    /// <summary>A free origin, to be registered before the server is started.</summary>
    public static string FreeOrigin()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    public static async Task<ApacheServer> StartAsync(string origin, string issuer, TestService service, string responseMode)
    {
        var apache = Require.Executable("apache2", "/usr/sbin");
        Require.Component(File.Exists(Path.Combine(Modules, "mod_auth_openidc.so")), "libapache2-mod-auth-openidc is not installed");
        var folder = Directory.CreateTempSubdirectory("educonnect-apache-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        Directory.CreateDirectory(Path.Combine(folder, "www", "protected"));
        await File.WriteAllTextAsync(Path.Combine(folder, "www", "protected", "index.html"), "<p>inside</p>");
        await File.WriteAllTextAsync(Path.Combine(folder, "www", "bye"), "<p>outside</p>");
        await File.WriteAllTextAsync(Path.Combine(folder, "apache.conf"), Configuration(folder, origin, issuer, service, responseMode));
        string[] words = [apache, "-f", Path.Combine(folder, "apache.conf"), "-DFOREGROUND"];
        if (Environment.IsPrivilegedProcess)
        {
            words = ["setpriv", "--reuid=www-data", "--regid=www-data", "--clear-groups", .. words];
        }

        var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardError = true, WorkingDirectory = folder })!;
        var server = new ApacheServer(process, folder, origin);
        await server.ListensAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ListensAsync()
    {
        var port = new Uri(Origin).Port;
        while (!_process.HasExited)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }

        Assert.Fail(await _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) + Log());
    }

    /// <summary>The end of the server's log, for failures.</summary>
    public string Log() => File.Exists(Path.Combine(_folder, "error.log")) ? File.ReadAllText(Path.Combine(_folder, "error.log")) : string.Empty;

    private static string Configuration(string folder, string origin, string issuer, TestService service, string responseMode) => $$"""
        ServerRoot {{folder}}
        ServerName localhost
        Listen 127.0.0.1:{{new Uri(origin).Port}}
        PidFile {{folder}}/apache.pid
        ErrorLog {{folder}}/error.log
        LogLevel warn auth_openidc:info
        Mutex file:{{folder}}
        DefaultRuntimeDir {{folder}}
        DocumentRoot {{folder}}/www
        LoadModule mpm_event_module {{Modules}}/mod_mpm_event.so
        LoadModule authn_core_module {{Modules}}/mod_authn_core.so
        LoadModule authz_core_module {{Modules}}/mod_authz_core.so
        LoadModule authz_user_module {{Modules}}/mod_authz_user.so
        LoadModule dir_module {{Modules}}/mod_dir.so
        LoadModule headers_module {{Modules}}/mod_headers.so
        LoadModule auth_openidc_module {{Modules}}/mod_auth_openidc.so
        OIDCProviderMetadataURL {{issuer}}/.well-known/openid-configuration
        OIDCClientID {{service.ClientId}}
        OIDCClientSecret {{service.Secret}}
        OIDCProviderTokenEndpointAuth client_secret_basic
        OIDCRedirectURI {{origin}}/protected/callback
        OIDCCryptoPassphrase only-for-this-test
        OIDCScope "openid profile ect.scope.stage"
        OIDCPKCEMethod S256
        OIDCResponseMode {{responseMode}}
        OIDCAuthRequestParams acr_values=eleve
        OIDCClaimPrefix X-Claim-
        OIDCDefaultLoggedOutURL {{origin}}/bye
        <Location /protected>
          AuthType openid-connect
          Require claim FrEduCtPersonAffiliation:eleve2d
          Header set X-Given "expr=%{HTTP:X-Claim-given_name}"
          Header set X-Vector "expr=%{HTTP:X-Claim-FrEduVecteur}"
        </Location>
        <Location /bye>
          Require all granted
        </Location>
        """;
}
