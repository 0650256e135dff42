using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation;

/// <summary>Gathers what strangers may know of the holder of an account (S-PW5).</summary>
public static class PasswordContexts
{
    /// <summary>Own names, the children's, schools, towns, birth dates, username.</summary>
    public static async Task<PasswordContext> OfAsync(MainDb db, Account account, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(account);
        return account.Kind == AccountKind.Pupil
            ? await OfPupilAsync(db, account, now, cancellation)
            : await OfGuardianAsync(db, account, now, cancellation);
    }

    private static async Task<PasswordContext> OfPupilAsync(MainDb db, Account account, DateTime now, CancellationToken cancellation)
    {
        var pupil = await db.Set<Pupil>().AsNoTracking().FirstAsync(one => one.Id == account.PupilId, cancellation);
        var places = await Children.PlacesAsync(db, [pupil.Id], cancellation);
        return new PasswordContext(
            account.Username, [pupil.FamilyName, pupil.UsualName, pupil.FirstName], [.. places.Values.SelectMany(Words)], pupil.BirthDate is { } date ? [date] : [], now);
    }

    private static async Task<PasswordContext> OfGuardianAsync(MainDb db, Account account, DateTime now, CancellationToken cancellation)
    {
        var records = await db.Set<GuardianRecord>().AsNoTracking().Where(record => record.AccountId == account.Id).ToListAsync(cancellation);
        return OfGuardian(account.Username, records, await Children.OfAsync(db, account.Id, cancellation), now);
    }

    /// <summary>The same for a guardian whose records may belong to several accounts yet.</summary>
    public static PasswordContext OfGuardian(string username, IReadOnlyCollection<GuardianRecord> records, IReadOnlyList<Child> children, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(children);
        return new PasswordContext(
            username,
            [.. records.SelectMany(record => new[] { record.FamilyName, record.UsualName, record.FirstName }), .. children.SelectMany(child => new[] { child.FirstName, child.LastName })],
            [.. children.Where(child => child.School is not null).SelectMany(child => Words(new Place(child.School!, string.Empty, string.Empty)))],
            [.. children.Where(child => child.BirthDate is not null).Select(child => child.BirthDate!.Value)],
            now);
    }

    private static IEnumerable<string> Words(Place place) => [place.School.Name, place.School.Town, place.School.Uai];
}
