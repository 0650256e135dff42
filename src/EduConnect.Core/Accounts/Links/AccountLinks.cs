using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Links;

/// <summary>Makes and finds the links of mails. Addresses are built from the one public origin (S-RC2).</summary>
public sealed class AccountLinks(ServiceOptions service, Deadlines deadlines, TimeProvider clock, IRandomSource random)
{
    /// <summary>Path of the links that undo a change of address, before the token.</summary>
    internal const string UndoPath = "/mon-compte/mail/annuler/";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Adds an activation link to the next save of <paramref name="db"/>; earlier ones to the same address go on until one is used, the caller kills those to another with <see cref="KillElsewhereAsync"/>.</summary>
    /// <returns>the address to put into the mail, valid for 30 days</returns>
    public string AddActivation(MainDb db, Guid account, string mail) => Add(db, account, LinkPurpose.Activate, mail, deadlines.ActivationLink, "/activation/lien/");

    /// <summary>Adds a confirmation link to the next save of <paramref name="db"/>; the caller kills the earlier ones with <see cref="KillAsync"/>.</summary>
    /// <returns>the address to put into the mail, valid for 7 days</returns>
    public string AddConfirmation(MainDb db, Guid account, string mail) => Add(db, account, LinkPurpose.ConfirmMail, mail, deadlines.MailConfirmation, "/activation/mail/");

    /// <summary>Adds the link that confirms a new address of an activated account to the next save of <paramref name="db"/>; needs its holder's session (domain 8.4).</summary>
    /// <returns>the address to put into the mail, valid for 7 days</returns>
    public string AddMailChange(MainDb db, Guid account, string mail) => Add(db, account, LinkPurpose.ChangeMail, mail, deadlines.MailConfirmation, "/mon-compte/mail/confirmer/");

    /// <summary>Adds the link that lets the old address undo a confirmed change to the next save of <paramref name="db"/>, beside the one it got with the request.</summary>
    /// <param name="db">main</param>
    /// <param name="change">confirmed, with an old address that had been confirmed</param>
    /// <returns>the address to put into the mail, valid as long as the change may be undone</returns>
    public string AddUndo(MainDb db, MailChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Add(db, change.AccountId, LinkPurpose.UndoMailChange, change.OldMail!, change.UndoableUntil - Now, UndoPath, change.Id);
    }

    /// <summary>The link of an address that still works; null for any other text. Tracked, to be marked as used.</summary>
    public async Task<AccountLink?> FindAsync(MainDb db, LinkPurpose purpose, string? token, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (token is not { Length: > 20 and < 100 })
        {
            return null;
        }

        var hash = Hash(token);
        var now = Now;
        return await db.Set<AccountLink>().FirstOrDefaultAsync(
            link => link.TokenHash == hash && link.Purpose == purpose && link.UsedAt == null && link.ExpiresAt > now, cancellation);
    }

    /// <summary>Makes the links of an account useless that were not used: a new one is sent, or the account went on without them. Those that undo a change stay.</summary>
    public Task KillAsync(MainDb db, Guid account, CancellationToken cancellation) => KillAllAsync(db, [account], Now, cancellation);

    /// <summary>Makes the unused activation links of an account useless that went to another address: it was wrong, or is not the holder's any more (S-RC1).</summary>
    /// <param name="db">main</param>
    /// <param name="account">whose</param>
    /// <param name="mail">the address that counts now</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task KillElsewhereAsync(MainDb db, Guid account, string mail, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var now = Now;
        var open = await db.Set<AccountLink>().Where(link => link.AccountId == account && link.UsedAt == null && link.Purpose == LinkPurpose.Activate).ToListAsync(cancellation);
        foreach (var link in open.Where(link => !string.Equals(link.Mail, mail, StringComparison.OrdinalIgnoreCase)))
        {
            link.UsedAt = now;
        }
    }

    /// <summary>The same for many accounts: whoever held an old link could still use what comes after it.</summary>
    public static async Task KillAllAsync(MainDb db, IReadOnlyCollection<Guid> accounts, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (accounts.Count == 0)
        {
            return;
        }

        foreach (var link in await db.Set<AccountLink>().Where(link => accounts.Contains(link.AccountId) && link.UsedAt == null && link.Purpose != LinkPurpose.UndoMailChange).ToListAsync(cancellation))
        {
            link.UsedAt = now;
        }
    }

    private string Add(MainDb db, Guid account, LinkPurpose purpose, string mail, TimeSpan life, string path, Guid? id = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        var token = random.NewHandle();
        db.Add(new AccountLink
        {
            Id = id ?? random.NewId(),
            AccountId = account,
            Purpose = purpose,
            TokenHash = Hash(token),
            Mail = mail,
            CreatedAt = Now,
            ExpiresAt = Now + life,
        });
        return service.PublicOrigin + path + token;
    }

    /// <summary>What is stored of a token.</summary>
    internal static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
