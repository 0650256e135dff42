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

        var everybody = ListRows.Of(db, kind);
        var activated = everybody.Where(row => row.State == AccountState.Activated);
        var withOne = activated.Select(row => row.PupilId);
        var withSeveral = activated.Select(row => new { row.PupilId, row.AccountId }).Distinct().GroupBy(row => row.PupilId).Where(family => family.Count() > 1).Select(family => family.Key);
        var withOther = everybody.Where(row => row.State != AccountState.Activated).Select(row => row.PupilId);
        bool none = families.Contains(FamilyAccounts.None), one = families.Contains(FamilyAccounts.One), all = families.Contains(FamilyAccounts.All);
        return rows.Where(row =>
            (none && !withOne.Contains(row.PupilId))
            || (one && withOne.Contains(row.PupilId) && (withOther.Contains(row.PupilId) || !withSeveral.Contains(row.PupilId)))
            || (all && !withOther.Contains(row.PupilId)));
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
