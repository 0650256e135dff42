using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;

namespace EduConnect.Core.Accounts.Recovery;

/// <summary>Identifiant oublié, by mail (row #109): one mail names every account of a confirmed address. Goes on during maintenance.</summary>
/// <remarks>Whether or not anybody is found: one query of main, the same counters, one mail composed, one outbox row, one journal row, one save (S-EN2).</remarks>
[UseCase(Effect.Reads)]
public sealed class SendUsernameByMail(
    MainDb main, OperationalDb operational, RecoveryLimits limits, RecoveryOptions options, OutboxWriter outbox, SignInJournal journal, ServiceOptions service)
{
    /// <summary>Code of the event.</summary>
    public const string AskedCode = "recovery.username-by-mail";

    private const string Template = "username-found";

    /// <summary>Sends.</summary>
    /// <param name="mail">the address as typed, known to be one</param>
    /// <param name="caller">who asks</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>false when too much was asked about this address or from this network</returns>
    public async Task<bool> RunAsync(string mail, RecoveryCaller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(caller);
        if (!await limits.TakeAsync(mail.ToLowerInvariant(), caller.Address, cancellation))
        {
            return false;
        }

        var found = await FoundUsernames.ByMailAsync(main, mail, options.MostAccounts, cancellation);
        IEnumerable<FoundUsername> named = found.Count == 0 ? [FoundUsername.Nobody] : found;
        var message = outbox.Mail(
            operational, mail, Template, new Dictionary<string, string> { ["Link"] = service.PublicOrigin + "/connexion" }, found.FirstOrDefault()?.AccountId, rows: [.. named.Select(one => one.Row())]);
        if (found.Count == 0)
        {
            OutboxWriter.Silence(message);
        }

        journal.Note(operational, AskedCode, found.FirstOrDefault()?.AccountId, caller.RequestId, caller.Address?.ToString());
        await operational.SaveChangesAsync(cancellation);
        return true;
    }
}
