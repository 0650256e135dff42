using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Federation.Claims;

/// <summary>
/// <c>FrEduVecteur</c>: <c>profil|nom|prenom|eleveId|UAI</c>, one value per child and school (federation.md a.5).
/// <c>eleveId</c> is the number of the child in the software of the school, or the key of the record in the directory where the source gives no such number (1st degree): without
/// one, two children of a school would be one value. The format has no escape, so separators inside a name become spaces.
/// </summary>
public static class SchoolVectors
{
    /// <summary>The vectors of a person.</summary>
    public static IReadOnlyList<string> Of(Person person)
    {
        var first = person.Profile is Audience.Pupils ? 2 : 0;
        var names = $"{Clean(person.FamilyName)}|{Clean(person.GivenName)}";
        return
        [
            .. person.Enrolments
                .Select(enrolment => $"{first + enrolment.Degree}|{names}|{Clean(enrolment.PupilKey)}|{enrolment.Uai}")
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static string Clean(string text) => text.Replace('|', ' ').Replace(';', ' ');
}
