using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Recovery;

/// <summary>Mot de passe oublié, by SMS (row #112): a code to the confirmed mobile number of a guardian.</summary>
/// <remarks>Whatever is found: one query of main, the same counters, one code, one outbox row, one journal row (S-EN2).</remarks>
[UseCase(Effect.Reads)]
public sealed class SendRecoveryCode(MainDb main, OperationalDb operational, PhoneCodes codes, RecoveryLimits limits, SignInJournal journal)
{
    /// <summary>Code of the event.</summary>
    public const string AskedCode = "recovery.password-by-sms";

    /// <summary>Sends, or sends again: the code before is dead.</summary>
    public async Task<CodeSending> RunAsync(RecoveryState state, RecoveryCaller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(caller);
        var account = await main.Set<Account>().AsNoTracking().FirstOrDefaultAsync(one => one.Username == state.Username, cancellation);
        var holder = RecoveryRules.Judge(account, RecoveryWay.Sms) == RecoveryAnswer.Code ? account : null;

        // Many usernames may share one number: its own limit holds too, in silence, and only what no other limit refused uses it up.
        var isWithin = true;
        var sending = await codes.SendAsync(
            new CodeRequest(state.Id, CodePurpose.PasswordRecovery, holder?.Mobile, NetworkAddress.Of(caller.Address), IsVerifiedPhone: true, Asked: state.Username),
            async () => isWithin = await limits.TakeAsync((holder?.Mobile ?? "-" + state.Username) + "\n", cancellation),
            cancellation);
        if (sending != CodeSending.Sent)
        {
            return sending;
        }

        journal.Note(operational, AskedCode, account?.Id, caller.RequestId, caller.Address?.ToString());
        if (isWithin || state.Way != RecoveryWay.Sms)
        {
            (state.Way, state.ProvedAt) = (RecoveryWay.Sms, null);
            (state.AccountId, state.ProofHash) = isWithin && holder is not null ? (holder.Id, RecoveryProof.Of(holder)) : (Guid.Empty, RecoveryProof.OfNobody);
        }

        await operational.SaveChangesAsync(cancellation);
        return sending;
    }
}
