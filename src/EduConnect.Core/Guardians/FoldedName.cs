using EduConnect.Core.Platform;

namespace EduConnect.Core.Guardians;

/// <summary>Names as they are compared between people, sources and screens (domain 4.1): accents, case, blanks, hyphens and apostrophes do not count.</summary>
public static class FoldedName
{
    /// <summary><c>"D'Arc-Le Goff"</c> becomes <c>"darclegoff"</c>.</summary>
    public static string Of(string? name) => SearchText.Fold(name).Replace(" ", string.Empty, StringComparison.Ordinal);

    /// <summary>
    /// Whether somebody who gives this family name and first name is the person of a record: the birth name or the usage name, and the first name, are the same.
    /// A record without first name (an institution) is nobody.
    /// </summary>
    public static bool Match(string? familyName, string? firstName, string recordFamilyName, string recordUsualName, string recordFirstName)
    {
        var (family, first) = (Of(familyName), Of(firstName));
        return (family.Length > 0 && first.Length > 0) & (family == Of(recordFamilyName) | family == Of(recordUsualName)) & first == Of(recordFirstName);
    }
}
