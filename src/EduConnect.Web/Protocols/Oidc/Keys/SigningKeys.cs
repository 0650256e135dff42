using System.Security.Cryptography;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Crypto;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Protocols.Oidc.Keys;

/// <summary>
/// The keys that sign tokens, from the key ring (never from a database). Read again every minute, so that every node sees a key
/// long before it signs. Private keys are never disposed: a signature may be under way when a key is dropped.
/// </summary>
internal sealed class SigningKeys(KeyRing ring, TimeProvider clock)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SigningKey> _made = new(StringComparer.Ordinal);
    private volatile Snapshot? _snapshot;

    /// <summary>The key that signs now.</summary>
    public SigningKey Current(TokenSigning algorithm) => algorithm is TokenSigning.ES256 ? Read().CurrentEc : Read().CurrentRsa;

    /// <summary>Keys to publish: in force, next, and lately retired.</summary>
    public IReadOnlyList<SigningKey> Published => Read().Published;

    /// <summary>Makes the successors that are due; returns how many. Called by the upkeep loop.</summary>
    public int RenewDue()
    {
        ring.Reload();
        var made = MakeIfDue(KeyPurpose.OidcSigningRsa) + MakeIfDue(KeyPurpose.OidcSigningEc);
        _snapshot = null;
        return made;
    }

    private int MakeIfDue(KeyPurpose purpose)
    {
        if (!KeySchedule.IsDue([.. ring.Known(purpose).Select(key => key.CreatedAt)], Now))
        {
            return 0;
        }

        ring.Add(purpose, New(purpose));
        return 1;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private Snapshot Read()
    {
        var snapshot = _snapshot;
        if (snapshot is not null && clock.GetElapsedTime(snapshot.ReadAt) < Freshness)
        {
            return snapshot;
        }

        lock (_lock)
        {
            snapshot = _snapshot;
            return snapshot is not null && clock.GetElapsedTime(snapshot.ReadAt) < Freshness ? snapshot : _snapshot = Load();
        }
    }

    private Snapshot Load()
    {
        ring.Reload();
        var (rsa, publishedRsa) = Load(KeyPurpose.OidcSigningRsa, TokenSigning.RS256);
        var (ec, publishedEc) = Load(KeyPurpose.OidcSigningEc, TokenSigning.ES256);
        return new Snapshot(rsa, ec, [.. publishedRsa, .. publishedEc], clock.GetTimestamp());
    }

    private (SigningKey Current, SigningKey[] Published) Load(KeyPurpose purpose, TokenSigning algorithm)
    {
        if (ring.Known(purpose).Count == 0)
        {
            ring.AddFirst(purpose, () => New(purpose));
        }

        var keys = ring.Known(purpose).Select(key => Find(key, algorithm)).ToArray();
        var dates = keys.Select(key => key.CreatedAt).ToArray();
        return (keys[KeySchedule.Current(dates, Now)], [.. keys.Where((_, index) => KeySchedule.IsPublished(dates, index, Now))]);
    }

    private static byte[] New(KeyPurpose purpose)
    {
        using AsymmetricAlgorithm key = purpose is KeyPurpose.OidcSigningEc ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(3072);
        return key.ExportPkcs8PrivateKey();
    }

    private SigningKey Find(RingKey key, TokenSigning algorithm)
    {
        if (!_made.TryGetValue(key.Id, out var made))
        {
            made = _made[key.Id] = algorithm is TokenSigning.ES256 ? FromEc(key) : FromRsa(key);
        }

        return made;
    }

    private static SigningKey FromRsa(RingKey key)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(key.Secret, out _);
        var published = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) { KeyId = key.Id });
        return new(TokenSigning.RS256, new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = key.Id }, SecurityAlgorithms.RsaSha256), published, key.CreatedAt);
    }

    private static SigningKey FromEc(RingKey key)
    {
        var ec = ECDsa.Create();
        ec.ImportPkcs8PrivateKey(key.Secret, out _);
        var open = ECDsa.Create(ec.ExportParameters(includePrivateParameters: false));
        var published = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(open) { KeyId = key.Id });
        return new(TokenSigning.ES256, new SigningCredentials(new ECDsaSecurityKey(ec) { KeyId = key.Id }, SecurityAlgorithms.EcdsaSha256), published, key.CreatedAt);
    }

    private sealed record Snapshot(SigningKey CurrentRsa, SigningKey CurrentEc, IReadOnlyList<SigningKey> Published, long ReadAt);
}
