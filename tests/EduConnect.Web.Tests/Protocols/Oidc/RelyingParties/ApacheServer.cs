using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EduConnect.Testing;

namespace EduConnect.Web.Tests.Protocols.Oidc.RelyingParties;

/// <summary>
/// Apache with a module of a relying party on a loopback port: own configuration in a temporary folder, never as root, ended with the test.
/// The page <c>/protected/</c> shows what the module says of the person, as variables or headers.
/// </summary>
internal sealed class ApacheServer : IAsyncDisposable
{
    public const string Modules = "/usr/lib/apache2/modules";
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

    /// <summary>A file of the integrator's guide, with other words in some places: what is documented is what is run.</summary>
    public static string Guide(string file, params (string Documented, string Here)[] words)
    {
        var text = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "integrating", file));
        foreach (var (documented, here) in words)
        {
            Assert.Contains(documented, text, StringComparison.Ordinal);
            text = text.Replace(documented, here, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Starts a server.</summary>
    /// <param name="origin">a free origin</param>
    /// <param name="module">file of the module, and the Debian package it comes from</param>
    /// <param name="prepare">puts into the folder what the module needs; its lines of the configuration</param>
    public static async Task<ApacheServer> StartAsync(string origin, (string File, string Package) module, Func<string, string> prepare)
    {
        var apache = Require.Executable("apache2", "/usr/sbin");
        Require.Component(File.Exists(Path.Combine(Modules, module.File)), module.Package + " is not installed");
        var folder = Directory.CreateTempSubdirectory("educonnect-apache-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        Directory.CreateDirectory(Path.Combine(folder, "www", "protected"));
        await File.WriteAllTextAsync(Path.Combine(folder, "www", "protected", "index.html"), "<p>inside</p><pre><!--#printenv --></pre>");
        await File.WriteAllTextAsync(Path.Combine(folder, "www", "bye"), "<p>outside</p>");
        await File.WriteAllTextAsync(Path.Combine(folder, "apache.conf"), Configuration(folder, origin) + prepare(folder));
        var server = new ApacheServer(Run(folder, apache, "-f", Path.Combine(folder, "apache.conf"), "-DFOREGROUND"), folder, origin);
        await server.ListensAsync();
        return server;
    }

    /// <summary>Starts a program in the folder, as somebody who is not root.</summary>
    public static Process Run(string folder, params string[] words)
    {
        if (Environment.IsPrivilegedProcess)
        {
            words = ["setpriv", "--reuid=www-data", "--regid=www-data", "--clear-groups", .. words];
        }

        return Process.Start(new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardError = true, WorkingDirectory = folder })!;
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

    private static string Configuration(string folder, string origin) => $"""
        ServerRoot {folder}
        ServerName {origin}
        UseCanonicalName On
        Listen 127.0.0.1:{new Uri(origin).Port}
        PidFile {folder}/apache.pid
        ErrorLog {folder}/error.log
        LogLevel warn
        Mutex file:{folder}
        DefaultRuntimeDir {folder}
        DocumentRoot {folder}/www
        LoadModule mpm_event_module {Modules}/mod_mpm_event.so
        LoadModule authn_core_module {Modules}/mod_authn_core.so
        LoadModule authz_core_module {Modules}/mod_authz_core.so
        LoadModule authz_user_module {Modules}/mod_authz_user.so
        LoadModule dir_module {Modules}/mod_dir.so
        LoadModule headers_module {Modules}/mod_headers.so
        LoadModule include_module {Modules}/mod_include.so
        <Location /protected>
          ForceType text/html
          Options +Includes
          SetOutputFilter INCLUDES
        </Location>

        """;
}
