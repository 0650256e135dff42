using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.SignIn;

/// <summary>Finds the account behind a username, and looks at it again, by statements that are compiled once for each application.</summary>
public sealed class SignInAccounts
{
    private readonly Func<MainDb, string, CancellationToken, Task<SignInAccount?>> _byUsername = EF.CompileAsyncQuery(
        (MainDb db, string username, CancellationToken cancellation) => db.Set<Account>().AsNoTracking()
            .Where(account => account.Username == username)
            .Select(account => new SignInAccount(
                account.Id, account.Kind, account.State, account.PasswordHash, account.ProvisionalMac, account.ProvisionalExpiresAt, account.IsCompromised, account.ClosedAt,
                account.MailConfirmedAt != null && !account.MailInError ? account.Mail : null, account.LastSignInAt))
            .FirstOrDefault());

    private readonly Func<MainDb, Guid, CancellationToken, Task<AccountStanding?>> _standing = EF.CompileAsyncQuery(
        (MainDb db, Guid id, CancellationToken cancellation) => db.Set<Account>().AsNoTracking()
            .Where(account => account.Id == id)
            .Select(account => new AccountStanding(account.State, account.PasswordHash, account.IsCompromised, account.ClosedAt))
            .FirstOrDefault());

    /// <summary>The account; null when there is none.</summary>
    internal Task<SignInAccount?> FindAsync(MainDb db, string username, CancellationToken cancellation) => _byUsername(db, username, cancellation);

    /// <summary>
    /// What decides about coming in, read once more after the session was saved; null when the account is gone. Whoever changes a password ends the sessions
    /// after the change: either they found the session, or the change is seen here (S-PW6).
    /// </summary>
    internal Task<AccountStanding?> LookAgainAsync(MainDb db, Guid account, CancellationToken cancellation) => _standing(db, account, cancellation);
}

/// <summary>What sign-in reads of an account: one row of main, nothing else.</summary>
internal sealed record SignInAccount(
    Guid Id, AccountKind Kind, AccountState State, string? PasswordHash, byte[]? ProvisionalMac, DateTime? ProvisionalExpiresAt, bool IsCompromised, DateTime? ClosedAt,
    string? ConfirmedMail, DateTime? LastSignInAt)
{
    /// <summary>The part that may change while a session is being opened.</summary>
    public AccountStanding Standing => new(State, PasswordHash, IsCompromised, ClosedAt);

    /// <summary>The same account as it stands now.</summary>
    public SignInAccount At(AccountStanding now) => this with { State = now.State, PasswordHash = now.PasswordHash, IsCompromised = now.IsCompromised, ClosedAt = now.ClosedAt };

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

/// <summary>What decides whether a session may be opened, and may change while one is.</summary>
internal sealed record AccountStanding(AccountState State, string? PasswordHash, bool IsCompromised, DateTime? ClosedAt)
{
    /// <summary>The standing of an account as it was read.</summary>
    public static AccountStanding Of(Account account) => new(account.State, account.PasswordHash, account.IsCompromised, account.ClosedAt);
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
