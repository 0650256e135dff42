using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Codes;

/// <summary>Sends codes by SMS and judges those that are typed, in the operational store only.</summary>
/// <remarks>Nobody gets exactly the same work as somebody: code, statements, row of the outbox. Only the gateway hears the difference.</remarks>
public sealed class PhoneCodes(
    OperationalDb operational, SendingLimits limits, CodeMac mac, OutboxWriter outbox, SecretTexts secrets, CodeOptions options, TimeProvider clock, IRandomSource random)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Sends a code, unless a limit is reached. The former code of the same transaction and purpose is dead.</summary>
    /// <remarks>What other journeys have used up of the number's share is held to in silence.</remarks>
    public Task<CodeSending> SendAsync(CodeRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var recipient = PhoneNumber.IsMobile(request.Phone) ? request.Phone! : "-" + (request.Asked ?? request.Phone);
        return SendAsync(request, () => limits.TakeRecipientAsync(recipient, cancellation), cancellation);
    }

    /// <summary>Sends a code, unless a limit is reached.</summary>
    /// <param name="request">the code</param>
    /// <param name="unseen">a limit nobody may see, asked when nothing else refuses; false: it looks as if a code were sent, and the former one goes on</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<CodeSending> SendAsync(CodeRequest request, Func<Task<bool>> unseen, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(unseen);
        var phone = PhoneNumber.IsMobile(request.Phone) ? request.Phone! : string.Empty;
        var sending = await limits.TakeAsync(request, phone.Length > 0, cancellation);
        if (sending == CodeSending.Sent)
        {
            // The same work for nobody, in a journey of nobody's.
            var isWithin = await unseen();
            await WriteAsync(isWithin ? request : request with { Transaction = random.NewId() }, isWithin ? phone : string.Empty, mac.Draw(), cancellation);
        }

        return sending;
    }

    /// <summary>Judges what was typed. A try is taken before anything is compared; a right code is used up by it.</summary>
    public async Task<CodeCheck> CheckAsync(Guid transaction, CodePurpose purpose, string? typed, CancellationToken cancellation)
    {
        var now = Now;
        var most = options.Tries;
        var code = await operational.Set<PhoneCode>().AsNoTracking().FirstOrDefaultAsync(one => one.TransactionId == transaction && one.Purpose == purpose, cancellation);
        var draw = code?.DrawId ?? Guid.Empty;
        var present = operational.Set<PhoneCode>().Where(one => one.TransactionId == transaction && one.Purpose == purpose && one.DrawId == draw && one.UsedAt == null);
        var taken = await present.Where(one => one.Tries < most && one.ExpiresAt > now).ExecuteUpdateAsync(row => row.SetProperty(one => one.Tries, one => one.Tries + 1), cancellation);
        var isRight = mac.Matches(transaction, purpose, code?.Phone ?? string.Empty, typed, code?.Mac);
        if (code is null || taken == 0)
        {
            return new CodeCheck(CodeVerdict.Dead, null);
        }

        if (!isRight || code.Phone.Length == 0)
        {
            return new CodeCheck(CodeVerdict.Wrong, null, Math.Max(0, most - code.Tries - 1));
        }

        var used = await present.ExecuteUpdateAsync(row => row.SetProperty(one => one.UsedAt, now), cancellation);
        return used == 1 ? new CodeCheck(CodeVerdict.Right, code.Phone) : new CodeCheck(CodeVerdict.Dead, null);
    }

    private static string Template(CodePurpose purpose) => purpose switch
    {
        CodePurpose.Registration => "code-registration",
        CodePurpose.PasswordRecovery => "code-password-recovery",
        CodePurpose.MobileChange => "code-mobile-change",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "unknown purpose"),
    };

    private async Task WriteAsync(CodeRequest request, string phone, string code, CancellationToken cancellation)
    {
        var (transaction, purpose, draw, until) = (request.Transaction, (int)request.Purpose, random.NewId(), Now + options.Life);
        var stored = mac.Compute(transaction, request.Purpose, phone, code);
        var values = new Dictionary<string, string>
        {
            ["Code"] = CodeMac.Shown(code),
            ["Minutes"] = ((int)options.Life.TotalMinutes).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        outbox.SecretSms(operational, phone, Template(request.Purpose), values, secrets, options.Life);
        await using var change = await operational.Database.BeginTransactionAsync(cancellation);
        await operational.Database.ExecuteSqlAsync(
            $"""
            insert into phone_code (transaction_id, purpose, draw_id, mac, phone, tries, expires_at, used_at) values ({transaction}, {purpose}, {draw}, {stored}, {phone}, 0, {until}, null)
            on conflict (transaction_id, purpose) do update set draw_id = excluded.draw_id, mac = excluded.mac, phone = excluded.phone, tries = 0,
            expires_at = excluded.expires_at, used_at = null
            """,
            cancellation);
        await operational.SaveChangesAsync(cancellation);
        await change.CommitAsync(cancellation);
    }
}
