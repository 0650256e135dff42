using System.IO.Compression;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using EduConnect.Bench.Codes;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;

namespace EduConnect.Bench.Saml;

/// <summary>Sign-ins of one browser with a session at one service, by HTTP-Redirect and HTTP-POST, eight at a time. Anything but success stops the measure.</summary>
internal sealed class SamlTrips(OurProvider provider) : IDisposable
{
    private const int AtOnce = 8;
    private const string EntityId = "urn:fi:ent:bench-edu:1.0";
    private const string Consumer = "https://sp.example/acs";
    private static readonly XNamespace Signature = "http://www.w3.org/2000/09/xmldsig#";
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = AtOnce });

    /// <summary>A service that takes answers as ENTs do: a transient name, names and profile in clear.</summary>
    public static Service Contract() => new()
    {
        Id = Guid.CreateVersion7(),
        ClientId = "saml",
        Name = "Benchmark",
        Sector = "sp.example",
        Authentication = ClientAuthenticationMethod.None,
        Scopes = [ScopeNames.OpenId],
        Claims = ["given_name", "family_name", "birthdate", "name"],
        Saml = new SamlTerms { EntityId = EntityId, Consumers = [new(1, Consumer)] },
    };

    /// <summary>Bits of the key that signs, as the metadata say.</summary>
    public async Task<int> KeySizeAsync()
    {
        var metadata = XDocument.Parse(await _http.GetStringAsync(new Uri(provider.Origin + "/idp/shibboleth")));
        var text = metadata.Descendants(Signature + "X509Certificate").First().Value;
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
        using var key = certificate.GetRSAPublicKey();
        return key!.KeySize;
    }

    /// <summary>Goes on for a time; how many round trips were completed.</summary>
    public async Task<int> RunAsync(TimeSpan span)
    {
        using var stop = new CancellationTokenSource(span);
        var counts = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => LoopAsync(stop.Token))));
        return counts.Sum();
    }

    public void Dispose() => _http.Dispose();

    private async Task<int> LoopAsync(CancellationToken stop)
    {
        var count = 0;
        while (!stop.IsCancellationRequested)
        {
            await TripAsync();
            count++;
        }

        return count;
    }

    private async Task TripAsync()
    {
        var address = provider.Origin + "/idp/profile/SAML2/Redirect/SSO";
        var request = $"""<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{Guid.NewGuid():N}" Version="2.0" IssueInstant="{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ssZ}" Destination="{address}"><saml:Issuer>{EntityId}</saml:Issuer></samlp:AuthnRequest>""";
        using var sent = await GetAsync($"{address}?SAMLRequest={Uri.EscapeDataString(Deflate(request))}&RelayState=a");
        var next = sent.Headers.Location ?? throw new InvalidOperationException($"The request was answered {sent.StatusCode}.");
        using var answered = await GetAsync(new Uri(new Uri(provider.Origin), next).ToString());
        var page = await answered.Content.ReadAsStringAsync();
        if (!answered.IsSuccessStatusCode || !page.Contains(Consumer, StringComparison.Ordinal) || !page.Contains("SAMLResponse", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"No answer for the service: {answered.StatusCode} {page}");
        }
    }

    private async Task<HttpResponseMessage> GetAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Cookie", provider.Cookie);
        return await _http.SendAsync(request);
    }

    private static string Deflate(string text)
    {
        using var bytes = new MemoryStream();
        using (var deflater = new DeflateStream(bytes, CompressionLevel.Fastest))
        {
            deflater.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(bytes.ToArray());
    }
}
