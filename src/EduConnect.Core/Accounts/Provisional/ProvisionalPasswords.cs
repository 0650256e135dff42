using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Accounts.Provisional;

/// <summary>Both stored copies of one provisional password, made together; useless without keys that are not in the database.</summary>
/// <param name="Cipher">for display to the school</param>
/// <param name="Mac">for verification</param>
/// <param name="CreatedAt">when it was drawn (UTC); authenticated with <paramref name="Cipher"/></param>
public sealed record ProvisionalCopies(byte[] Cipher, byte[] Mac, DateTime CreatedAt);

/// <summary>Draws provisional passwords and makes their copies; for whoever informs or resets, never for sign-in.</summary>
public sealed class ProvisionalPasswords(KeyRing keys, IRandomSource random, TimeProvider clock)
{
    private readonly ProvisionalPasswordGenerator _generator = new(random);
    private readonly ProvisionalPasswordMac _mac = new(keys);
    private readonly ProvisionalPasswordVault _vault = new(keys, random);

    /// <summary>A new provisional password for an account.</summary>
    /// <param name="accountId">the only account whose copies it opens</param>
    /// <param name="length">number of signs, a setting (security reference D2)</param>
    public (ProvisionalPassword Password, ProvisionalCopies Copies) Draw(Guid accountId, int length = ProvisionalPassword.DefaultLength)
    {
        var password = _generator.Next(length);
        var now = clock.GetUtcNow().UtcDateTime;
        return (password, new ProvisionalCopies(_vault.Seal(accountId, now, password), _mac.Compute(accountId, password), now));
    }

    /// <summary>What the school may read; null when the account has none, or its copy cannot be opened.</summary>
    public ProvisionalPassword? Open(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.ProvisionalCreatedAt is { } createdAt ? _vault.Open(account.Id, createdAt, account.ProvisionalCipher) : null;
    }
}
