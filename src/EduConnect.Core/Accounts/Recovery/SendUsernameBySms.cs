using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Throttling;

namespace EduConnect.Core.Accounts.Recovery;

/// <summary>Identifiant oublié, by SMS, for guardians (row #110): one message names every account of a confirmed mobile number.</summary>
/// <remarks>It counts against the same limits and the same budget as codes (S-OT4); whether or not anybody is found, the work is the same (S-EN2).</remarks>
[UseCase(Effect.Reads)]
public sealed class SendUsernameBySms(
    MainDb main, OperationalDb operational, SendingLimits limits, RecoveryOptions options, OutboxWriter outbox, SignInJournal journal, IRandomSource random)
{
    /// <summary>Code of the event.</summary>
    public const string AskedCode = "recovery.username-by-sms";

    private const string Template = "username-found";
    private static readonly TimeSpan Useful = TimeSpan.FromHours(1);

    /// <summary>Sends.</summary>
    /// <param name="mobile">the number in E.164 form</param>
    /// <param name="caller">who asks</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<CodeSending> RunAsync(string mobile, RecoveryCaller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var found = await FoundUsernames.ByMobileAsync(main, mobile, options.MostAccounts, cancellation);
        var request = new CodeRequest(random.NewId(), CodePurpose.PasswordRecovery, mobile, NetworkAddress.Of(caller.Address), IsVerifiedPhone: true, Asked: mobile);
        var sending = await limits.TakeAsync(request, found.Count > 0, cancellation);
        if (sending != CodeSending.Sent)
        {
            return sending;
        }

        // The number's own limit holds too, in silence, whichever journey has used it up.
        var isWithin = await limits.TakeRecipientAsync(mobile, cancellation);
        IEnumerable<FoundUsername> named = found.Count == 0 ? [FoundUsername.Nobody] : found;
        var usernames = string.Join(", ", named.Select(one => one.Username));
        var message = outbox.Sms(operational, mobile, Template, new Dictionary<string, string> { ["Usernames"] = usernames }, found.FirstOrDefault()?.AccountId, Useful);
        if (found.Count == 0 || !isWithin)
        {
            OutboxWriter.Silence(message);
        }

        journal.Note(operational, AskedCode, found.FirstOrDefault()?.AccountId, caller.RequestId, caller.Address?.ToString());
        await operational.SaveChangesAsync(cancellation);
        return sending;
    }
}
