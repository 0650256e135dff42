using EduConnect.Core.Platform;

namespace EduConnect.Core.Guardians.Grouping;

/// <summary>Who may group two accounts (row #102): family name and first name of both are the same, once accents, case and blanks are folded.</summary>
public static class GroupingRules
{
    /// <summary>Whether every record of the other account bears a name of this one.</summary>
    public static bool HaveSameName(IReadOnlyCollection<GuardianRecord> own, IReadOnlyCollection<GuardianRecord> other)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(other);
        var names = own.Select(Name).ToHashSet(StringComparer.Ordinal);
        return other.Count > 0 && other.All(record => names.Contains(Name(record)));
    }

    private static string Name(GuardianRecord record) => Fold(record.FamilyName) + "|" + Fold(record.FirstName);

    private static string Fold(string name) => SearchText.Fold(name).Replace(" ", string.Empty, StringComparison.Ordinal);
}
