using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.Schools.Lists;

/// <summary>The filters that need a day, or more of the store than the row: ages, families, who signed in, whom to inform first.</summary>
internal static class PeopleFilters
{
    private const int YoungestOfMiddle = 15;
    private const int Majority = 18;

    public static IQueryable<ListRow> WithAges(this IQueryable<ListRow> rows, IReadOnlyList<AgeRange> ages, DateOnly today)
    {
        bool young = ages.Contains(AgeRange.Under15), middle = ages.Contains(AgeRange.From15To17), adult = ages.Contains(AgeRange.Adult);
        DateOnly fifteen = today.AddYears(-YoungestOfMiddle), eighteen = today.AddYears(-Majority);
        return ages.Count == 0 ? rows : rows.Where(row =>
            (young && row.BirthDate > fifteen)
            || (middle && row.BirthDate <= fifteen && row.BirthDate > eighteen)
            || (adult && row.BirthDate <= eighteen));
    }

    public static IQueryable<ListRow> WithFamilies(this IQueryable<ListRow> rows, MainDb db, ListKind kind, IReadOnlyList<FamilyAccounts> families)
    {
        if (families.Count == 0)
        {
            return rows;
        }

        bool none = families.Contains(FamilyAccounts.None), one = families.Contains(FamilyAccounts.One), all = families.Contains(FamilyAccounts.All);
        // One look at the school's families, however many boxes are ticked. A guardian known by two sources counts once.
        var wanted = ListRows.Of(db, kind).GroupBy(row => row.PupilId)
            .Select(family => new
            {
                PupilId = family.Key,
                Activated = family.Where(row => row.State == AccountState.Activated).Select(row => row.AccountId).Distinct().Count(),
                Others = family.Count(row => row.State != AccountState.Activated),
            })
            .Where(family => (none && family.Activated == 0)
                || (one && family.Activated > 0 && (family.Others > 0 || family.Activated == 1))
                || (all && family.Others == 0))
            .Select(family => family.PupilId);
        return rows.Where(row => wanted.Contains(row.PupilId));
    }

    public static IQueryable<ListRow> SignedInSince(this IQueryable<ListRow> rows, bool wanted, DateTime instant) =>
        wanted ? rows.Where(row => row.LastSignInAt >= instant) : rows;

    // The number of any source will do: registration looks at all of them.
    public static IQueryable<ListRow> ToInformFirst(this IQueryable<ListRow> rows, MainDb db, bool wanted) =>
        wanted
            ? rows.Where(row => row.State == AccountState.NotInformed && row.LastInformedAt == null
                && !db.Set<GuardianRecord>().Any(record => record.AccountId == row.AccountId && record.GoneAt == null && record.Mobile != null))
            : rows;
}
