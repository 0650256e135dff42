using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Details;

/// <summary>How "Renvoyer un mail de confirmation" ended.</summary>
public enum ConfirmationOutcome
{
    /// <summary>The account does not stand in this list of this school.</summary>
    NotFound,

    /// <summary>The mail is on its way.</summary>
    Sent,

    /// <summary>No address waits to be confirmed.</summary>
    NothingToConfirm,

    /// <summary>The account is compromised: whoever knew its password may have given the address; it is informed instead (§16).</summary>
    Compromised,

    /// <summary>Five mails within an hour: by the school and the holder together.</summary>
    TooMany,
}

/// <summary>An agent has the mail sent again that confirms the address of an account (rows #164, #202). The links sent before stop working.</summary>
[UseCase(Effect.Modifies)]
public sealed class SendConfirmationToHolder(
    IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, ConfirmationMails confirmations, TimeProvider clock)
{
    private const int MailsAnHour = 5;

    /// <summary>Whether there is an address that waits for its link.</summary>
    public static bool IsPossible(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account is { Mail: not null, MailConfirmedAt: null, IsCompromised: false, ClosedAt: null } && AccountTransition.Judge(account.Kind, account.State, AccountVerb.ConfirmMail).IsAllowed;
    }

    /// <summary>Sends it.</summary>
    public async Task<ConfirmationOutcome> RunAsync(EstablishmentScope scope, ListKind kind, Guid accountId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        if (!await ListRows.Of(db, kind).AnyAsync(row => row.AccountId == accountId, cancellationToken))
        {
            return ConfirmationOutcome.NotFound;
        }

        var account = await db.Set<Account>().SingleAsync(one => one.Id == accountId, cancellationToken);
        if (!IsPossible(account))
        {
            return account.IsCompromised ? ConfirmationOutcome.Compromised : ConfirmationOutcome.NothingToConfirm;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using (var counters = await operational.CreateDbContextAsync(cancellationToken))
        {
            if (!await AttemptCounters.TakeAsync(counters, AttemptKeys.Mails(accountId), now, TimeSpan.FromHours(1), MailsAnHour, int.MaxValue, cancellationToken))
            {
                return ConfirmationOutcome.TooMany;
            }
        }

        await confirmations.AddAsync(db, account, account.Mail!, cancellationToken);
        db.Add(scope.Actor.Event("account.confirmation-sent-again", now, accountId, scope.School.Id));
        return await db.TrySaveAsync(cancellationToken) ? ConfirmationOutcome.Sent : ConfirmationOutcome.NothingToConfirm;
    }
}
