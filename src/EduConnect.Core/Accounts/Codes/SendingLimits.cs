using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Codes;

/// <summary>How many codes may be sent (S-OT4). The limits refuse sending and nothing else: whoever spends them keeps nobody from signing in (S-OT6).</summary>
/// <remarks>Every limit is taken in one statement before anything is sent; the same statements run when nobody matched, with a weight of nothing in the budget.</remarks>
public sealed class SendingLimits(OperationalDb operational, SignInJournal journal, CodeOptions options, TimeProvider clock)
{
    /// <summary>Code of the event at half of the budget.</summary>
    public const string AlertCode = "sms.budget-half";

    /// <summary>Code of the event at the end of the budget.</summary>
    public const string SpentCode = "sms.budget-spent";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Takes one sending.</summary>
    /// <param name="request">the code to be sent</param>
    /// <param name="isForSomebody">false: the budget is looked at, not used</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<CodeSending> TakeAsync(CodeRequest request, bool isForSomebody, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var phone = Key(request.Asked ?? request.Phone ?? request.Transaction.ToString("N"));
        if (!await TakeAsync($"s:{phone}", options.ResendAfter, 1, cancellation))
        {
            return CodeSending.TooSoon;
        }

        // The network first: one that has spent its share cannot spend a number's.
        if (!await TakeAsync($"sn:{Key(request.Network)}", Hour, options.NetworkAnHour, cancellation)
            || !await TakeAsync($"sh:{phone}", Hour, options.PhoneAnHour, cancellation)
            || !await TakeAsync($"sd:{phone}", Day, options.PhoneADay, cancellation))
        {
            return CodeSending.LimitReached;
        }

        var weight = isForSomebody ? 1 : 0;
        return await SpendAsync("sbh", Hour, options.BudgetAnHour, request, weight, cancellation) && await SpendAsync("sbd", Day, options.BudgetADay, request, weight, cancellation)
            ? CodeSending.Sent
            : CodeSending.BudgetSpent;
    }

    /// <summary>
    /// Takes one SMS to one number, whichever journey asks for it: registration, a forgotten password or username, another mobile. A refusal must not be shown:
    /// it would tell that somebody asked for the same number by a username (S-EN2).
    /// </summary>
    /// <param name="recipient">the number; for nobody, what was asked for</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<bool> TakeRecipientAsync(string recipient, CancellationToken cancellation) =>
        await TakeAsync(AttemptKeys.Recipient(recipient, "h"), Hour, options.PhoneAnHour, cancellation)
        && await TakeAsync(AttemptKeys.Recipient(recipient, "d"), Day, options.PhoneADay, cancellation);

    private static string Key(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private Task<bool> TakeAsync(string key, TimeSpan window, int most, CancellationToken cancellation, int weight = 1) =>
        AttemptCounters.TakeAsync(operational, key, clock.GetUtcNow().UtcDateTime, window, most, int.MaxValue, cancellation, weight);

    private async Task<bool> SpendAsync(string key, TimeSpan window, int budget, CodeRequest request, int weight, CancellationToken cancellation)
    {
        var open = request.IsVerifiedPhone ? budget : (int)(budget * (1 - options.ReservedShare));
        var taken = await TakeAsync(key, window, open, cancellation, weight);
        var spent = await operational.Set<AttemptCounter>().AsNoTracking().Where(row => row.Key == key).Select(row => row.WindowFailures).FirstOrDefaultAsync(cancellation);
        if (spent >= (int)(budget * options.AlertShare) && await TakeAsync(key + ":half", window, 1, cancellation))
        {
            await NoteAsync(AlertCode, cancellation);
        }

        if (!taken && await TakeAsync(key + ":spent", window, 1, cancellation))
        {
            await NoteAsync(SpentCode, cancellation);
        }

        return taken;
    }

    private Task<int> NoteAsync(string code, CancellationToken cancellation)
    {
        journal.Note(operational, code, null, string.Empty, null);
        return operational.SaveChangesAsync(cancellation);
    }
}
