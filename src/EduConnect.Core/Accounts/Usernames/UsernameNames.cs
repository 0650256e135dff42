using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Usernames;

/// <summary>From which names a new username would be built (domain 3.2, 10.11).</summary>
internal static class UsernameNames
{
    /// <summary>The base of each account; null for a guardian whose names are not the same in every school (row #169), and for nobody.</summary>
    public static async Task<Dictionary<Guid, string?>> BasesAsync(MainDb db, IReadOnlyCollection<Account> accounts, CancellationToken cancellationToken)
    {
        var ids = accounts.Select(account => account.Id).ToList();
        var pupilIds = accounts.Select(account => account.PupilId).OfType<Guid>().ToList();
        var pupils = await db.Set<Pupil>().AsNoTracking().Where(pupil => pupilIds.Contains(pupil.Id))
            .ToDictionaryAsync(pupil => pupil.Id, pupil => UsernameBase.Of(pupil.FirstName, pupil.FamilyName), cancellationToken);
        var records = await db.Set<GuardianRecord>().AsNoTracking().Where(record => record.AccountId != null && ids.Contains(record.AccountId.Value) && record.GoneAt == null)
            .Select(record => new { AccountId = record.AccountId!.Value, record.FirstName, record.FamilyName }).ToListAsync(cancellationToken);
        var guardians = records.ToLookup(record => record.AccountId, record => (record.FirstName, record.FamilyName));
        return accounts.ToDictionary(account => account.Id, account => account.PupilId is { } pupil ? pupils.GetValueOrDefault(pupil) : Common([.. guardians[account.Id]]));
    }

    // Accents, case, blanks and hyphens do not make another name; a second first name does.
    private static string? Common(List<(string FirstName, string FamilyName)> names) =>
        names.Count > 0 && names.DistinctBy(name => (FoldedName.Of(name.FirstName), FoldedName.Of(name.FamilyName))).Count() == 1
            ? UsernameBase.Of(names[0].FirstName, names[0].FamilyName)
            : null;
}
