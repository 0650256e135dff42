using System.Security.Cryptography;
using System.Text.RegularExpressions;
using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Tests.Protocols.Oidc.RelyingParties;

namespace EduConnect.Web.Tests.Protocols.Saml.RelyingParties;

/// <summary>
/// A service of Apache that speaks SAML, entered from the metadata it makes itself. Started by the first test that asks for it, so that a
/// machine without the module skips the tests, and kept for the others.
/// </summary>
public abstract partial class ApacheSaml : IAsyncDisposable
{
    private Task? _started;
    private RealHost? _host;
    private ApacheServer? _apache;

    internal RealHost Host => _host!;

    /// <summary>The service's.</summary>
    public string Origin { get; } = ApacheServer.FreeOrigin();

    /// <summary>Where the module itself signs a person out and leads to <c>/bye</c>.</summary>
    public abstract string LeavingAddress { get; }

    /// <summary>Where the module tells its metadata.</summary>
    protected abstract string MetadataAddress { get; }

    /// <summary>File of the module, and its Debian package.</summary>
    protected abstract (string File, string Package) Module { get; }

    public Task StartedAsync() => _started ??= StartAsync();

    /// <summary>The logs, for failures.</summary>
    public virtual string Log() => _apache?.Log() ?? string.Empty;

    public virtual async ValueTask DisposeAsync()
    {
        if (_apache is not null)
        {
            await _apache.DisposeAsync();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Puts into the folder what the module needs beside its keys and our metadata; its lines of Apache's configuration.</summary>
    protected abstract string Configure(string folder);

    private async Task StartAsync()
    {
        _host = await RealHost.StartAsync();
        using var http = new HttpClient();
        var ours = await http.GetStringAsync(_host.App.Address + SamlPaths.Metadata, TestContext.Current.CancellationToken);
        _apache = await ApacheServer.StartAsync(Origin, Module, folder =>
        {
            using var sp = new TestSp(Origin);
            Write(folder, "sp.key", sp.Key.ExportPkcs8PrivateKeyPem());
            Write(folder, "sp.crt", sp.Certificate.ExportCertificatePem());
            Write(folder, "educonnect.xml", ours);
            Write(folder, "educonnect.crt", Pem(Certificate().Match(ours).Groups[1].Value));
            return Configure(folder);
        });
        var theirs = await http.GetAsync(Origin + MetadataAddress, TestContext.Current.CancellationToken);
        Assert.True(theirs.IsSuccessStatusCode, Log());
        await _host.EnterAsync(await theirs.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), contract => contract.Saml!.RequestsAreSigned = true);
    }

    protected static void Write(string folder, string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private static string Pem(string text) => new(PemEncoding.Write("CERTIFICATE", Convert.FromBase64String(text)));

    [GeneratedRegex("<ds:X509Certificate>([^<]+)<")]
    private static partial Regex Certificate();
}
