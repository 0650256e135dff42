using System.Security.Cryptography;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation;

/// <summary>Begins, finds and keeps activations in progress, in the operational store.</summary>
public sealed class Activations(MainDb main, OperationalDb operational, TimeProvider clock, IRandomSource random)
{
    /// <summary>How long an activation may take from its first page to its last.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Birth-date pages that may be sent in one activation (S-BD1).</summary>
    public const int TriesPerActivation = 3;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Begins for an account whose password was just proved.</summary>
    /// <param name="account">the account</param>
    /// <param name="print"><see cref="PasswordPrint"/> of what was proved: the password that the school has given since is another one</param>
    /// <param name="isShared">must not outlive the browser</param>
    /// <param name="returnPath">path of this origin to go to at the end</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>the handle for the cookie; null when the account has meanwhile gone on</returns>
    public Task<string?> BeginAsync(Guid account, string print, bool isShared, string? returnPath, CancellationToken cancellation) =>
        BeginAsync(account, null, print, isShared, returnPath, cancellation);

    /// <summary>Begins with the activation link of a mail, which proves the address it was sent to.</summary>
    /// <returns>the handle for the cookie; null when the account has meanwhile gone on</returns>
    public Task<string?> BeginAsync(AccountLink link, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(link);
        return BeginAsync(link.AccountId, link, null, false, null, cancellation);
    }

    /// <summary>Begins for somebody whom a former system has authenticated (domain 5.5).</summary>
    /// <param name="account">not activated</param>
    /// <param name="system">who has authenticated them</param>
    /// <param name="returnPath">path of this origin to go to at the end</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>the handle for the cookie</returns>
    public async Task<string> BeginAsync(Account account, FormerSystem system, string returnPath, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(system);
        var (handle, state) = Add(account, ActivationGoal.Transition);
        (state.FormerSystem, state.IsShared, state.ReturnPath) = (system.Code, true, returnPath);
        await operational.SaveChangesAsync(cancellation);
        return handle;
    }

    /// <summary>The activation of a cookie; null when there is none, it took too long, or the account has gone on: the school has given another provisional password, it was activated by another way.</summary>
    public async Task<(ActivationState State, Account Account)?> FindAsync(string? handle, CancellationToken cancellation)
    {
        if (handle is not { Length: > 0 and <= 200 })
        {
            return null;
        }

        var (hash, now) = (Sessions.Hash(handle), Now);
        var state = await operational.Set<ActivationState>().FirstOrDefaultAsync(one => one.HandleHash == hash && one.ExpiresAt > now, cancellation);
        if (state is null || await main.Set<Account>().FirstOrDefaultAsync(one => one.Id == state.AccountId, cancellation) is not { } account)
        {
            return null;
        }

        return state.DoneAt is not null || IsCurrent(state, account) ? (state, account) : null;
    }

    /// <summary>Saves what was typed.</summary>
    public Task SaveAsync(CancellationToken cancellation) => operational.SaveChangesAsync(cancellation);

    /// <summary>Takes one of the three tries of this activation, before anything is compared.</summary>
    /// <returns>false when none is left</returns>
    public async Task<bool> TakeTryAsync(ActivationState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        var taken = await operational.Set<ActivationState>().Where(one => one.Id == state.Id && one.BirthDateTries < TriesPerActivation)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.BirthDateTries, one => one.BirthDateTries + 1), cancellation);
        await operational.Entry(state).ReloadAsync(cancellation);
        return taken == 1;
    }

    /// <summary>Marks as finished.</summary>
    public async Task FinishAsync(ActivationState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.DoneAt = Now;
        state.PasswordHash = null;
        state.Decision = null;
        await operational.SaveChangesAsync(cancellation);
    }

    private static bool IsCurrent(ActivationState state, Account account) => account.ClosedAt is null && state.Goal switch
    {
        ActivationGoal.Transition => account.State != AccountState.Activated,
        ActivationGoal.ConfirmAddress => account.State == AccountState.Activating,
        ActivationGoal.Activate => account.State == AccountState.Informed && CryptographicOperations.FixedTimeEquals(ProofOf(account), state.ProofHash),
        _ => account.State == AccountState.Activated && CryptographicOperations.FixedTimeEquals(ProofOf(account), state.ProofHash),
    };

    /// <summary>SHA-256 of the account's provisional copy: differs as soon as the school gives another one.</summary>
    public static byte[] ProofOf(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return SHA256.HashData(account.ProvisionalMac ?? []);
    }

    private async Task<string?> BeginAsync(Guid id, AccountLink? link, string? print, bool isShared, string? returnPath, CancellationToken cancellation)
    {
        var account = await main.Set<Account>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellation);
        if (account is not { ClosedAt: null } || Goal(account, link, Now) is not { } goal || (print is not null && print != PasswordPrint.Of(account)))
        {
            return null;
        }

        var (handle, state) = Add(account, goal);
        (state.LinkId, state.Mail, state.MailIsGiven, state.MailIsProved) = (link?.Id, link?.Mail, link is not null, link is not null);
        (state.IsShared, state.ReturnPath) = (isShared, returnPath);
        await operational.SaveChangesAsync(cancellation);
        return handle;
    }

    private (string Handle, ActivationState State) Add(Account account, ActivationGoal goal)
    {
        var handle = random.NewHandle();
        var state = new ActivationState
        {
            Id = random.NewId(),
            HandleHash = Sessions.Hash(handle),
            AccountId = account.Id,
            Kind = account.Kind,
            Goal = goal,
            ProofHash = ProofOf(account),
            CreatedAt = Now,
            ExpiresAt = Now + Life,
        };
        operational.Add(state);
        return (handle, state);
    }

    private static ActivationGoal? Goal(Account account, AccountLink? link, DateTime now) => account.State switch
    {
        AccountState.Activating when link is null => ActivationGoal.ConfirmAddress,
        AccountState.Informed when account.HasProvisional(now) => ActivationGoal.Activate,
        AccountState.Activated when account.HasProvisional(now) => ActivationGoal.ChoosePassword,
        _ => null,
    };
}
