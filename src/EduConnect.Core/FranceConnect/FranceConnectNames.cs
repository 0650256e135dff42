using EduConnect.Core.Platform;

namespace EduConnect.Core.FranceConnect;

/// <summary>Whether a person who came from FranceConnect bears the names of a guardian record (federation reference d.5).</summary>
public static class FranceConnectNames
{
    /// <summary>Compares the names; case, accents, hyphens, apostrophes and blanks do not count.</summary>
    /// <remarks>
    /// FranceConnect knows the birth name, sometimes the name in use, and every first name. A school knows one or two family names and often only
    /// the first of the first names. One family name of each side has to be the same, and the record's first names have to be the first ones of the
    /// person, from the beginning and whole: "Jean" is not "Jean-Pierre".
    /// </remarks>
    /// <param name="person">who came back</param>
    /// <param name="recordFamilyName">birth name on file</param>
    /// <param name="recordUsualName">usual name on file</param>
    /// <param name="recordFirstName">first name or names on file</param>
    public static bool Match(FranceConnectPerson person, string? recordFamilyName, string? recordUsualName, string? recordFirstName)
    {
        ArgumentNullException.ThrowIfNull(person);
        string[] theirs = [Fold(person.FamilyName), Fold(person.PreferredName)];
        string[] onFile = [Fold(recordFamilyName), Fold(recordUsualName)];
        return theirs.Any(name => name.Length > 0 && onFile.Contains(name, StringComparer.Ordinal)) && MatchFirstNames(person.GivenNames, Fold(recordFirstName));
    }

    private static bool MatchFirstNames(IReadOnlyList<string> names, string onFile)
    {
        var soFar = string.Empty;
        foreach (var name in names)
        {
            soFar += Fold(name);
            if (soFar.Length > 0 && string.Equals(soFar, onFile, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string Fold(string? name) => SearchText.Fold(name).Replace(" ", string.Empty, StringComparison.Ordinal);
}
