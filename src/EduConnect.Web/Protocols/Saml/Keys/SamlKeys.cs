using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Web.Protocols.Oidc.Keys;

namespace EduConnect.Web.Protocols.Saml.Keys;

/// <summary>
/// The keys that sign SAML messages and metadata, from the key ring, each with its certificate. Services hold certificates in files and
/// change them by hand, so a successor is made by an operator's command only (<c>docs/adr/0013</c>); then both are published.
/// </summary>
internal sealed class SamlKeys(KeyRing ring, ServiceOptions service, SamlOptions options, TimeProvider clock)
{
    private const int Bits = 3072;
    private const int YearsOfCertificate = 20;
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SamlKey> _read = new(StringComparer.Ordinal);
    private volatile Snapshot? _snapshot;

    /// <summary>The key that signs now.</summary>
    public SamlKey Current => Read().Current;

    /// <summary>Keys to publish, oldest first: that in force, its successor, and the one lately retired.</summary>
    public IReadOnlyList<SamlKey> Published => Read().Published;

    /// <summary>When a published key begins to sign (UTC); null when it has.</summary>
    public DateTime? SignsFrom(SamlKey key) => key.CreatedAt > Current.CreatedAt ? key.CreatedAt + options.KeyNotice : null;

    /// <summary>Makes a successor; null when one waits already.</summary>
    public SamlKey? Renew()
    {
        var snapshot = Read();
        if (snapshot.Published[^1] != snapshot.Current)
        {
            return null;
        }

        ring.Add(KeyPurpose.SamlSigning, New());
        _snapshot = null;
        return Published[^1];
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private Snapshot Read()
    {
        if (_snapshot is { } snapshot && clock.GetElapsedTime(snapshot.ReadAt) < Freshness)
        {
            return snapshot;
        }

        lock (_lock)
        {
            return _snapshot is { } again && clock.GetElapsedTime(again.ReadAt) < Freshness ? again : _snapshot = Load();
        }
    }

    private Snapshot Load()
    {
        ring.Reload();
        if (ring.Known(KeyPurpose.SamlSigning).Count == 0)
        {
            ring.AddFirst(KeyPurpose.SamlSigning, New);
        }

        var keys = ring.Known(KeyPurpose.SamlSigning).Select(Find).ToArray();
        var dates = keys.Select(key => key.CreatedAt).ToArray();
        var published = keys.Where((_, index) => KeySchedule.IsPublished(dates, index, Now, options.KeyNotice, options.KeyFarewell)).ToArray();
        return new(keys[KeySchedule.Current(dates, Now, options.KeyNotice)], published, clock.GetTimestamp());
    }

    private SamlKey Find(RingKey stored)
    {
        if (!_read.TryGetValue(stored.Id, out var key))
        {
            var certificate = X509CertificateLoader.LoadPkcs12(stored.Secret, null, X509KeyStorageFlags.EphemeralKeySet);
            key = _read[stored.Id] = new(stored.Id, certificate.GetRSAPrivateKey()!, X509CertificateLoader.LoadCertificate(certificate.RawData), stored.CreatedAt);
        }

        return key;
    }

    private byte[] New()
    {
        using var key = RSA.Create(Bits);
        var subject = new X500DistinguishedName("CN=" + new Uri(service.PublicOrigin).Host);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = clock.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(YearsOfCertificate));
        return certificate.Export(X509ContentType.Pkcs12);
    }

    private sealed record Snapshot(SamlKey Current, IReadOnlyList<SamlKey> Published, long ReadAt);
}
