using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Contacts;

/// <summary>
/// The button behind the links that the old address got, with the request and when the new one was confirmed: for 72 hours from either it puts the old address in
/// force again and ends every session (S-RC6).
/// </summary>
/// <remarks>Works without signing in: whoever took the account over may have changed its password too.</remarks>
[UseCase(Effect.Modifies)]
public sealed class UndoMailChange(
    MainDb main, OperationalDb operational, AccountLinks links, Sessions sessions, OutboxWriter outbox, SecurityNotices notices, ServiceOptions service, TimeProvider clock)
{
    private const string Template = "mail-change-undone";
    private const string OverruledTemplate = "mail-change-overruled";

    /// <summary>Undoes the change and every one asked for after it, whose own links would bring the wrong address back.</summary>
    /// <returns>false when the link does not work any more</returns>
    public async Task<bool> RunAsync(string? token, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (token is not { Length: > 20 and < 100 })
        {
            return false;
        }

        var (hash, now) = (AccountLinks.Hash(token), clock.GetUtcNow().UtcDateTime);
        if (await FindAsync(hash, cancellation) is not { OldMail: { } old } change
            || await main.Set<Account>().FirstOrDefaultAsync(one => one.Id == change.AccountId && one.ClosedAt == null, cancellation) is not { } account
            || !change.MayBeUndone(now))
        {
            return false;
        }

        var told = await notices.AddressesAsync(main, account, cancellation);
        if (!change.Undo(now) || account.ChangeMail(old, change.OldConfirmedAt) != AccountRefusal.None)
        {
            return false;
        }

        foreach (var later in await main.Set<MailChange>().Where(one => one.AccountId == account.Id && one.Id != change.Id && one.RequestedAt >= change.RequestedAt).ToListAsync(cancellation))
        {
            later.Overrule(now);
        }

        await links.KillAsync(main, account.Id, cancellation);
        main.Add((actor with { Id = account.Id.ToString() }).Event("account.mail-change-undone", now, account.Id));
        Tell(account, old, told, now);
        if (!await main.TrySaveAsync(cancellation))
        {
            return false;
        }

        await sessions.EndAllAsync(operational, account.Id, except: null, cancellation);
        return true;
    }

    // The addresses that go out of force are told too: the old mail box may be the one that somebody else reads.
    private void Tell(Account account, string old, IReadOnlyList<string> told, DateTime now)
    {
        var values = new Dictionary<string, string>
        {
            ["Username"] = account.Username,
            ["Date"] = ParisTime.OnPaper(now),
            ["Link"] = service.PublicOrigin + "/connexion",
            ["Contact"] = service.ContactAddress,
        };
        outbox.Mail(main, old, Template, values, account.Id);
        foreach (var address in told.Where(address => !string.Equals(address, old, StringComparison.Ordinal)))
        {
            outbox.Mail(main, address, OverruledTemplate, values, account.Id);
        }
    }

    private async Task<MailChange?> FindAsync(byte[] hash, CancellationToken cancellation)
    {
        var later = await main.Set<AccountLink>().AsNoTracking().Where(link => link.TokenHash == hash && link.Purpose == LinkPurpose.UndoMailChange)
            .Select(link => link.Id).FirstOrDefaultAsync(cancellation);
        return await main.Set<MailChange>().FirstOrDefaultAsync(one => one.UndoHash == hash || one.Id == later, cancellation);
    }
}
