using EduConnect.Core.Platform;

namespace EduConnect.Core.Guardians.Grouping;

/// <summary>Who may group two accounts (row #102): family name and first name of both are the same, once accents, case and blanks are folded.</summary>
public static class GroupingRules
{
    /// <summary>Whether every record of the other account bears a name of this one. What a source has no more says nothing, unless it is all there is.</summary>
    public static bool HaveSameName(IReadOnlyCollection<GuardianRecord> own, IReadOnlyCollection<GuardianRecord> other)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(other);
        var names = Present(own).Select(Name).ToHashSet(StringComparer.Ordinal);
        return other.Count > 0 && Present(other).All(record => names.Contains(Name(record)));
    }

    private static IEnumerable<GuardianRecord> Present(IReadOnlyCollection<GuardianRecord> records) =>
        records.Any(record => record.GoneAt is null) ? records.Where(record => record.GoneAt is null) : records;

    private static string Name(GuardianRecord record) => Fold(record.FamilyName) + "|" + Fold(record.FirstName);

    private static string Fold(string name) => SearchText.Fold(name).Replace(" ", string.Empty, StringComparison.Ordinal);
}
