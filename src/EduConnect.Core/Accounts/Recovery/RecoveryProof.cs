using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EduConnect.Core.Accounts.Recovery;

/// <summary>
/// What a link or code was given out against: passwords and contacts of that moment. When any of them changes, by whatever path,
/// the proof does not fit any more, so nobody has to think of killing what was sent before (S-RC1).
/// </summary>
public static class RecoveryProof
{
    /// <summary>Stands where nobody is, so that the same columns are written; fits no account.</summary>
    internal static byte[] OfNobody { get; } = SHA256.HashData([]);

    /// <summary>The proof of an account as it is now.</summary>
    public static byte[] Of(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        string?[] parts =
        [
            account.PasswordHash, Convert.ToHexString(account.ProvisionalMac ?? []), account.Mail, Text(account.MailConfirmedAt), account.Mobile, Text(account.MobileConfirmedAt), Text(account.ClosedAt),
        ];
        return SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
    }

    /// <summary>Whether an account still is what the proof was given out against.</summary>
    public static bool Fits(Account account, byte[]? proof) => CryptographicOperations.FixedTimeEquals(Of(account), proof);

    // Stores keep microseconds: the same instant must read the same before and after a save.
    private static string? Text(DateTime? instant) => instant is { } value ? (value.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture) : null;
}
