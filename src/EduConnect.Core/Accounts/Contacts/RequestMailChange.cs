using EduConnect.Core.Activation;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Contacts;

/// <summary>How a request about the address ended.</summary>
public enum MailChangeOutcome
{
    /// <summary>The mails are on their way.</summary>
    Sent,

    /// <summary>It is the confirmed address of the account already.</summary>
    Same,

    /// <summary>Five mails in an hour were asked for.</summary>
    TooMany,

    /// <summary>Somebody else changed the account at the same time, or nothing waits.</summary>
    Gone,
}

/// <summary>Asks for another address (rows #94, #95, #97): a notice to the old one, a link to the new one. The old one stays in force.</summary>
/// <remarks>The caller has made sure that the holder proved who they are in the last 5 minutes (S-RC6).</remarks>
[UseCase(Effect.Modifies)]
public sealed class RequestMailChange(MainDb main, OperationalDb operational, MailChangeMails mails, TimeProvider clock, IRandomSource random)
{
    private const int MailsAnHour = 5;

    /// <summary>Asks for <paramref name="mail"/>.</summary>
    /// <param name="accountId">the holder's account</param>
    /// <param name="mail">an address as <see cref="MailAddressText.Read"/> gives it; null sends the link of the one that waits again</param>
    /// <param name="actor">the holder</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<MailChangeOutcome> RunAsync(Guid accountId, string? mail, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow().UtcDateTime;
        var account = await main.Set<Account>().FirstAsync(one => one.Id == accountId, cancellation);
        var waiting = await main.Set<MailChange>().FirstOrDefaultAsync(change => change.AccountId == accountId && change.State == MailChangeState.Pending, cancellation);
        var wanted = mail ?? waiting?.NewMail ?? account.Mail;
        if (wanted is null || account.State != AccountState.Activated || account.ClosedAt is not null)
        {
            return MailChangeOutcome.Gone;
        }

        if (account.MailConfirmedAt is not null && !account.MailInError && string.Equals(wanted, account.Mail, StringComparison.OrdinalIgnoreCase))
        {
            return MailChangeOutcome.Same;
        }

        if (!await AttemptCounters.TakeAsync(operational, AttemptKeys.Mails(accountId), now, TimeSpan.FromHours(1), MailsAnHour, int.MaxValue, cancellation))
        {
            return MailChangeOutcome.TooMany;
        }

        if (account.RequestMail() != AccountRefusal.None)
        {
            return MailChangeOutcome.Gone;
        }

        var again = waiting is not null && waiting.NewMail == wanted;
        var change = again ? waiting! : Begin(account, waiting, wanted, now);
        await mails.AddLinkAsync(main, account, change, cancellation);
        main.Add(actor.Event(again ? "account.confirmation-sent-again" : "account.mail-change-requested", now, account.Id));
        return await main.TrySaveAsync(cancellation) || await IsAskedForAsync(accountId, wanted, cancellation) ? MailChangeOutcome.Sent : MailChangeOutcome.Gone;
    }

    // Two clicks: the other one has asked for the same address, and its mails are on their way.
    private Task<bool> IsAskedForAsync(Guid accountId, string wanted, CancellationToken cancellation) =>
        main.Set<MailChange>().AnyAsync(change => change.AccountId == accountId && change.State == MailChangeState.Pending && change.NewMail == wanted, cancellation);

    private MailChange Begin(Account account, MailChange? waiting, string wanted, DateTime now)
    {
        waiting?.Drop(now);
        var change = new MailChange
        {
            Id = random.NewId(),
            AccountId = account.Id,
            OldMail = account.Mail,
            OldConfirmedAt = account.MailConfirmedAt,
            NewMail = wanted,
            RequestedAt = now,
        };
        main.Add(change);
        mails.AddNotice(main, account, change);
        return change;
    }
}
