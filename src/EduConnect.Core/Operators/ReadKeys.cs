using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Operators;

/// <summary>How a key gets a successor.</summary>
public enum KeyRenewal
{
    /// <summary>No command makes one: what it protects is short-lived, or would be lost with the former key.</summary>
    WithoutCommand,

    /// <summary>An operator makes one by a command, which brings over what the old one sealed.</summary>
    ByCommand,

    /// <summary>An operator makes one by the command of the SAML keys, in time for services to take the new metadata.</summary>
    BySamlCommand,

    /// <summary>A worker makes one in time: services follow by what we publish.</summary>
    ByItself,

    /// <summary>It must stay for ever: what it derives would change with it.</summary>
    Never,
}

/// <summary>The keys of one purpose.</summary>
/// <param name="Purpose">what they serve for</param>
/// <param name="Keys">how many are kept</param>
/// <param name="CurrentSince">since when the newest one is in use (UTC)</param>
/// <param name="Renewal">how it gets a successor</param>
public sealed record KeyAge(KeyPurpose Purpose, int Keys, DateTime CurrentSince, KeyRenewal Renewal);

/// <summary>Tells the age of the keys; never a key.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadKeys(KeyRing keys)
{
    /// <summary>Reads; a purpose that has no key yet is left out.</summary>
    public IReadOnlyList<KeyAge> Run() =>
    [
        .. Enum.GetValues<KeyPurpose>().Select(purpose => (Purpose: purpose, Known: keys.Known(purpose))).Where(one => one.Known.Count > 0)
            .Select(one => new KeyAge(one.Purpose, one.Known.Count, one.Known[^1].CreatedAt, RenewalOf(one.Purpose))),
    ];

    private static KeyRenewal RenewalOf(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.DirectoryIds or KeyPurpose.Usernames or KeyPurpose.PairwiseSubjects => KeyRenewal.Never,
        KeyPurpose.OidcSigningRsa or KeyPurpose.OidcSigningEc => KeyRenewal.ByItself,
        KeyPurpose.SamlSigning => KeyRenewal.BySamlCommand,
        _ when RotateKey.Purposes.Contains(purpose) => KeyRenewal.ByCommand,
        _ => KeyRenewal.WithoutCommand,
    };
}
