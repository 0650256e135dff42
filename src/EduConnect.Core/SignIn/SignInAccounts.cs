using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.SignIn;

/// <summary>Finds the account behind a username, by one statement that is compiled once for each application.</summary>
public sealed class SignInAccounts
{
    private readonly Func<MainDb, string, CancellationToken, Task<SignInAccount?>> _byUsername = EF.CompileAsyncQuery(
        (MainDb db, string username, CancellationToken cancellation) => db.Set<Account>().AsNoTracking()
            .Where(account => account.Username == username)
            .Select(account => new SignInAccount(
                account.Id, account.Kind, account.State, account.PasswordHash, account.ProvisionalMac, account.ProvisionalExpiresAt, account.IsCompromised, account.ClosedAt,
                account.MailConfirmedAt != null && !account.MailInError ? account.Mail : null, account.LastSignInAt))
            .FirstOrDefault());

    /// <summary>The account; null when there is none.</summary>
    internal Task<SignInAccount?> FindAsync(MainDb db, string username, CancellationToken cancellation) => _byUsername(db, username, cancellation);
}

/// <summary>What sign-in reads of an account: one row of main, nothing else.</summary>
internal sealed record SignInAccount(
    Guid Id, AccountKind Kind, AccountState State, string? PasswordHash, byte[]? ProvisionalMac, DateTime? ProvisionalExpiresAt, bool IsCompromised, DateTime? ClosedAt,
    string? ConfirmedMail, DateTime? LastSignInAt)
{
    /// <summary>What a right password leads to; null when this account may not come in with it.</summary>
    public SignInStep? Step(AccountKind profile, PasswordCheck chosen, bool provisional, DateTime now)
    {
        if (Kind != profile || ClosedAt is not null)
        {
            return null;
        }

        return State switch
        {
            AccountState.Activated when chosen != PasswordCheck.Wrong && !IsCompromised => SignInStep.Enter,
            AccountState.Activating when chosen != PasswordCheck.Wrong && !IsCompromised => SignInStep.ConfirmAddress,
            AccountState.Activated or AccountState.Informed when provisional && ProvisionalExpiresAt > now => SignInStep.ChoosePassword,
            _ => null,
        };
    }
}

/// <summary>What comes after a right password.</summary>
internal enum SignInStep
{
    /// <summary>A session.</summary>
    Enter,

    /// <summary>The page that waits for the confirmation of the address: the account is being activated.</summary>
    ConfirmAddress,

    /// <summary>A new password, because the one given was provisional.</summary>
    ChoosePassword,
}
