using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Recovery;

/// <summary>Makes, finds and uses up the links that lead to a new password.</summary>
public sealed class RecoveryLinks(ServiceOptions service, RecoveryOptions options, TimeProvider clock, IRandomSource random)
{
    /// <summary>Path before the token.</summary>
    public const string Path = "/mot-de-passe-oublie/lien/";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Adds a link to the next save of <paramref name="db"/>; the ones sent before stop working at once.</summary>
    /// <param name="db">the operational store</param>
    /// <param name="account">the account; null does the same work for nobody</param>
    /// <param name="returnPath">where the person came from</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>the address to put into the mail, from the one public origin (S-RC2)</returns>
    public async Task<string> AddAsync(OperationalDb db, Account? account, string? returnPath, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (now, token, holder) = (Now, random.NewHandle(), account?.Id ?? Guid.Empty);
        await db.Set<RecoveryLink>().Where(link => link.AccountId == holder && link.UsedAt == null && link.AccountId != Guid.Empty)
            .ExecuteUpdateAsync(row => row.SetProperty(link => link.UsedAt, now), cancellation);
        db.Add(new RecoveryLink
        {
            Id = random.NewId(),
            AccountId = holder,
            TokenHash = Hash(token),
            ProofHash = account is null ? RecoveryProof.OfNobody : RecoveryProof.Of(account),
            ReturnPath = returnPath,
            CreatedAt = now,
            ExpiresAt = now + options.Link,
        });
        return service.PublicOrigin + Path + token;
    }

    /// <summary>The link of a token that still works; null for any other text.</summary>
    public async Task<RecoveryLink?> FindAsync(OperationalDb db, string? token, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (token is not { Length: > 20 and < 100 })
        {
            return null;
        }

        var (hash, now) = (Hash(token), Now);
        return await db.Set<RecoveryLink>().AsNoTracking().FirstOrDefaultAsync(
            link => link.TokenHash == hash && link.UsedAt == null && link.ExpiresAt > now && link.AccountId != Guid.Empty, cancellation);
    }

    /// <summary>Uses a link up: of any number of callers exactly one succeeds.</summary>
    public async Task<bool> TakeAsync(OperationalDb db, RecoveryLink link, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(link);
        var (id, now) = (link.Id, Now);
        return await db.Set<RecoveryLink>().Where(one => one.Id == id && one.UsedAt == null && one.ExpiresAt > now)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.UsedAt, now), cancellation) == 1;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
