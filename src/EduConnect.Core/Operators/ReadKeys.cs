using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Operators;

/// <summary>The keys of one purpose.</summary>
/// <param name="Purpose">what they serve for</param>
/// <param name="Keys">how many are kept</param>
/// <param name="CurrentSince">since when the newest one is in use (UTC)</param>
/// <param name="NeverRotated">it must stay for ever: what it derives would change with it</param>
public sealed record KeyAge(KeyPurpose Purpose, int Keys, DateTime CurrentSince, bool NeverRotated);

/// <summary>Tells the age of the keys; never a key.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadKeys(KeyRing keys)
{
    private static readonly KeyPurpose[] ForEver = [KeyPurpose.DirectoryIds, KeyPurpose.Usernames, KeyPurpose.PairwiseSubjects];

    /// <summary>Reads; a purpose that has no key yet is left out.</summary>
    public IReadOnlyList<KeyAge> Run() =>
    [
        .. Enum.GetValues<KeyPurpose>().Select(purpose => (Purpose: purpose, Known: keys.Known(purpose))).Where(one => one.Known.Count > 0)
            .Select(one => new KeyAge(one.Purpose, one.Known.Count, one.Known[^1].CreatedAt, ForEver.Contains(one.Purpose))),
    ];
}
