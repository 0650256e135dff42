using System.Security.Cryptography;
using System.Text;

namespace EduConnect.Core.Accounts.Passwords;

/// <summary>A print of the passwords an account has and of its state: whoever proved one of them keeps it, and sees later whether the proof still stands (S-RC3).</summary>
public static class PasswordPrint
{
    /// <summary>The print.</summary>
    /// <param name="passwordHash">of the chosen password; null when there is none</param>
    /// <param name="provisionalMac">of the provisional one; null when there is none</param>
    /// <param name="state">of the account</param>
    /// <returns>64 hexadecimal digits; a new password or another state makes another print</returns>
    public static string Of(string? passwordHash, byte[]? provisionalMac, AccountState state) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{state}|{passwordHash}|{Convert.ToHexString(provisionalMac ?? [])}")));

    /// <summary>The print of an account as it was read.</summary>
    public static string Of(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Of(account.PasswordHash, account.ProvisionalMac, account.State);
    }
}
