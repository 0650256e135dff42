using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Recovery;

/// <summary>Mot de passe oublié, by mail (row #111): a link to the confirmed address, or the words that apply to the state of the account.</summary>
/// <remarks>Whatever is found: the same three queries of main, the same counters, one link, one mail composed, one outbox row, one journal row, one save (S-EN2).</remarks>
[UseCase(Effect.Reads)]
public sealed class SendRecoveryMail(
    MainDb main, OperationalDb operational, RecoveryLinks links, RecoveryLimits limits, RecoveryOptions options, OutboxWriter outbox, SignInJournal journal, ServiceOptions service, TimeProvider clock)
{
    /// <summary>Code of the event.</summary>
    public const string AskedCode = "recovery.password-by-mail";

    /// <summary>Sends.</summary>
    /// <returns>false when too much was asked about this username or from this network</returns>
    public async Task<bool> RunAsync(RecoveryState state, RecoveryCaller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(caller);
        if (!await limits.TakeAsync(state.Username, caller.Address, cancellation))
        {
            return false;
        }

        var account = await main.Set<Account>().AsNoTracking().FirstOrDefaultAsync(one => one.Username == state.Username, cancellation);
        var heir = await HeirAsync(account, cancellation);
        var answer = RecoveryRules.Judge(account, RecoveryWay.Mail, heir);
        var told = answer == RecoveryAnswer.TellJoined ? heir! : account;

        // Many usernames may share one address: its own limit holds too, in silence.
        var isSent = await limits.TakeAsync((answer == RecoveryAnswer.Nothing ? "-" + state.Username : told!.Mail!.ToLowerInvariant()) + "\n", cancellation) && answer != RecoveryAnswer.Nothing;
        var link = await links.AddAsync(operational, isSent && answer == RecoveryAnswer.Link ? account : null, state.ReturnPath, cancellation);
        var values = new Dictionary<string, string>
        {
            ["Username"] = state.Username,
            ["Link"] = link,
            ["Until"] = ParisTime.Clock(clock.GetUtcNow().UtcDateTime + options.Link),
            ["Service"] = service.PublicOrigin,
        };
        var message = outbox.Mail(operational, isSent ? told!.Mail! : string.Empty, Template(answer), values, isSent ? told!.Id : null, options.Link);
        if (!isSent)
        {
            OutboxWriter.Silence(message);
        }

        journal.Note(operational, AskedCode, account?.Id, caller.RequestId, caller.Address?.ToString());
        (state.Way, state.AccountId, state.ProofHash, state.ProvedAt) = (RecoveryWay.Mail, null, null, null);
        await operational.SaveChangesAsync(cancellation);
        return true;
    }

    // Asked for every username, so that nobody learns from the time which of them was grouped (S-EN2). The trail forgets after a year: then nothing is sent.
    private async Task<Account?> HeirAsync(Account? account, CancellationToken cancellation)
    {
        var id = account?.Id ?? Guid.Empty;
        var detail = await main.Set<AuditEvent>().AsNoTracking().Where(audit => audit.AccountId == id && audit.Code == RecordMoves.ClosedCode)
            .OrderByDescending(audit => audit.Id).Select(audit => audit.Detail).FirstOrDefaultAsync(cancellation);
        var heir = RecordMoves.ClosedInto(detail) ?? Guid.Empty;
        return await main.Set<Account>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == heir, cancellation);
    }

    private static string Template(RecoveryAnswer answer) => answer switch
    {
        RecoveryAnswer.TellNotActivated => "recovery-not-activated",
        RecoveryAnswer.TellFranceConnect => "recovery-france-connect",
        RecoveryAnswer.TellJoined => "recovery-joined",
        _ => "recovery-link",
    };
}
