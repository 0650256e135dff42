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

        // Many usernames may share one number: its own limit holds too, in silence.
        var isWithin = await limits.TakeAsync((holder?.Mobile ?? "-" + state.Username) + "\n", cancellation);
        var phone = isWithin ? holder?.Mobile : null;
        var sending = await codes.SendAsync(
            new CodeRequest(state.Id, CodePurpose.PasswordRecovery, phone, NetworkAddress.Of(caller.Address), IsVerifiedPhone: true, Asked: state.Username), cancellation);
        if (sending != CodeSending.Sent)
        {
            return sending;
        }

        journal.Note(operational, AskedCode, account?.Id, caller.RequestId, caller.Address?.ToString());
        (state.Way, state.ProvedAt) = (RecoveryWay.Sms, null);
        (state.AccountId, state.ProofHash) = phone is null ? (Guid.Empty, RecoveryProof.OfNobody) : (holder!.Id, RecoveryProof.Of(holder));
        await operational.SaveChangesAsync(cancellation);
        return sending;
    }
}
