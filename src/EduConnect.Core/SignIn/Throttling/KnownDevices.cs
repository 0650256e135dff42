using System.Buffers.Text;
using System.Security.Cryptography;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.SignIn.Throttling;

/// <summary>A browser that signed in before: its random identity and the accounts it signed in to.</summary>
/// <param name="Id">made at the first sign-in</param>
/// <param name="Accounts">most recent first</param>
public sealed record KnownDevice(Guid Id, IReadOnlyList<Guid> Accounts)
{
    /// <summary>Accounts remembered by one browser: a family with four children and two parents.</summary>
    public const int MostAccounts = 6;

    /// <summary>The same device after a sign-in to <paramref name="account"/>.</summary>
    public KnownDevice With(Guid account) => this with { Accounts = [account, .. Accounts.Where(other => other != account).Take(MostAccounts - 1)] };
}

/// <summary>Reads and signs the cookie of known devices, so that nobody can make one for an account they never signed in to.</summary>
public sealed class KnownDevices(KeyRing keys, IRandomSource random)
{
    private const int GuidBytes = 16;

    /// <summary>A device that was not seen before.</summary>
    public KnownDevice New() => new(random.NewId(), []);

    /// <summary>The cookie's value.</summary>
    public string Write(KnownDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        byte[] body = [.. device.Id.ToByteArray(), .. device.Accounts.SelectMany(account => account.ToByteArray())];
        var key = keys.Current(KeyPurpose.KnownDevices);
        return $"{key.Id}.{Base64Url.EncodeToString(body)}.{Base64Url.EncodeToString(Sign(key, body))}";
    }

    /// <summary>The device of a cookie; null when it is absent, damaged, or signed by a key that is gone.</summary>
    public KnownDevice? Read(string? cookie)
    {
        if (cookie is not { Length: < 400 } || cookie.Split('.') is not [var keyId, var body, var mac]
            || keys.Find(KeyPurpose.KnownDevices, keyId) is not { } key || !Base64Url.IsValid(body) || !Base64Url.IsValid(mac))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(body);
        if (bytes.Length < GuidBytes || bytes.Length % GuidBytes != 0 || !CryptographicOperations.FixedTimeEquals(Sign(key, bytes), Base64Url.DecodeFromChars(mac)))
        {
            return null;
        }

        var ids = bytes.Chunk(GuidBytes).Select(part => new Guid(part)).ToList();
        return new KnownDevice(ids[0], ids[1..]);
    }

    private static byte[] Sign(RingKey key, byte[] body) => HMACSHA256.HashData(key.Secret, body);
}
