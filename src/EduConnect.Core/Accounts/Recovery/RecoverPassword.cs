using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Recovery;

/// <summary>The end of a forgotten password (domain 8.2, row #114): the new one is kept, every session ends, confirmed contacts are told.</summary>
/// <remarks>Nobody is signed in by it (S-RC4). Grants die with the sessions they live in.</remarks>
[UseCase(Effect.Modifies)]
public sealed class RecoverPassword(
    MainDb main, OperationalDb operational, RecoveryLinks links, AccountLinks otherLinks, Sessions sessions, SecurityNotices notices, ReadOnlyMode readOnly, TimeProvider clock)
{
    /// <summary>Keeps the password and uses the means up.</summary>
    /// <param name="means">the link or the code</param>
    /// <param name="account">the account it was given out for, tracked</param>
    /// <param name="passwordHash">of the new password</param>
    /// <param name="actor">who asks</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>false when means or account have gone on meanwhile: nothing was changed</returns>
    /// <exception cref="ReadOnlyModeException">maintenance; the means still works afterwards</exception>
    public async Task<bool> RunAsync(RecoveryMeans means, Account account, string passwordHash, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(actor);
        readOnly.EnsureWritable();
        switch (means)
        {
            case RecoveryMeans.ByMail(var link):
                return link.AccountId == account.Id && RecoveryProof.Fits(account, link.ProofHash) && await links.TakeAsync(operational, link, cancellation)
                    && await ChooseAsync(account, passwordHash, "by mail", actor, cancellation);
            case RecoveryMeans.BySms(var state):
                return state is { ProvedAt: not null, DoneAt: null } && state.AccountId == account.Id && RecoveryProof.Fits(account, state.ProofHash)
                    && await ChooseAsync(account, passwordHash, "by SMS", actor, cancellation) && await EndAsync(state, cancellation);
            default:
                return false;
        }
    }

    private async Task<bool> EndAsync(RecoveryState state, CancellationToken cancellation)
    {
        (state.DoneAt, state.ProofHash, state.AccountId) = (clock.GetUtcNow().UtcDateTime, null, null);
        await operational.SaveChangesAsync(cancellation);
        return true;
    }

    private async Task<bool> ChooseAsync(Account account, string passwordHash, string detail, Actor actor, CancellationToken cancellation)
    {
        if (account.ChoosePassword(passwordHash) != AccountRefusal.None)
        {
            return false;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        main.Add((actor with { Id = account.Id.ToString() }).Event("account.password-recovered", now, account.Id, detail: detail));
        await otherLinks.KillAsync(main, account.Id, cancellation);
        await notices.AddPasswordAsync(main, account, cancellation);

        // Before as well as after: a stop in between must not leave a session that the old password opened.
        await sessions.EndAllAsync(operational, account.Id, except: null, cancellation);
        try
        {
            await main.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            main.ChangeTracker.Clear();
            return false;
        }

        await sessions.EndAllAsync(operational, account.Id, except: null, cancellation);
        return true;
    }
}
