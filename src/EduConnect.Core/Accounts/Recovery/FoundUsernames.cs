using System.Linq.Expressions;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Recovery;

/// <summary>One account behind a confirmed address or number.</summary>
/// <param name="AccountId">the account</param>
/// <param name="Kind">pupil or guardian</param>
/// <param name="Username">what was forgotten</param>
/// <param name="FirstName">of its holder</param>
/// <param name="LastName">of its holder, the usual one</param>
/// <param name="OpensByFranceConnectOnly">it has no password</param>
public sealed record FoundUsername(Guid AccountId, AccountKind Kind, string Username, string FirstName, string LastName, bool OpensByFranceConnectOnly)
{
    /// <summary>Somebody who does not exist, so that composing a message for nobody takes as long.</summary>
    internal static FoundUsername Nobody { get; } = new(Guid.Empty, AccountKind.Guardian, "p.nom", "-", "-", false);

    /// <summary>The line of a mail about it.</summary>
    internal MailRow Row() => new(
        OpensByFranceConnectOnly ? "FranceConnect" : Kind.ToString(),
        new Dictionary<string, string> { ["Username"] = Username, ["Name"] = $"{FirstName} {LastName}".Trim() });
}

/// <summary>Finds the accounts behind a confirmed contact, by one statement whatever it finds.</summary>
public static class FoundUsernames
{
    /// <summary>Those behind a confirmed address, its case ignored.</summary>
    public static Task<List<FoundUsername>> ByMailAsync(MainDb db, string mail, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var key = mail.ToLowerInvariant();
        return FindAsync(db, account => account.MailKey == key && account.MailConfirmedAt != null, most, cancellation);
    }

    /// <summary>Those of guardians behind a confirmed mobile number in E.164 form.</summary>
    public static Task<List<FoundUsername>> ByMobileAsync(MainDb db, string mobile, int most, CancellationToken cancellation) =>
        FindAsync(db, account => account.Mobile == mobile && account.MobileConfirmedAt != null && account.Kind == AccountKind.Guardian, most, cancellation);

    private static Task<List<FoundUsername>> FindAsync(MainDb db, Expression<Func<Account, bool>> isBehind, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<Account>().AsNoTracking().Where(isBehind).Where(account => account.ClosedAt == null).OrderBy(account => account.Username).Take(most)
            .Select(account => new FoundUsername(
                account.Id,
                account.Kind,
                account.Username,
                db.Set<Pupil>().Where(pupil => pupil.Id == account.PupilId).Select(pupil => pupil.FirstName).FirstOrDefault()
                    ?? db.Set<GuardianRecord>().Where(record => record.AccountId == account.Id).OrderBy(record => record.Id).Select(record => record.FirstName).FirstOrDefault() ?? string.Empty,
                db.Set<Pupil>().Where(pupil => pupil.Id == account.PupilId).Select(pupil => pupil.UsualName).FirstOrDefault()
                    ?? db.Set<GuardianRecord>().Where(record => record.AccountId == account.Id).OrderBy(record => record.Id).Select(record => record.UsualName).FirstOrDefault() ?? string.Empty,
                account.Mode == ActivationMode.FranceConnect && account.State == AccountState.Activated && account.PasswordHash == null && !account.IsCompromised && account.ResetRequestedAt == null))
            .ToListAsync(cancellation);
    }
}
