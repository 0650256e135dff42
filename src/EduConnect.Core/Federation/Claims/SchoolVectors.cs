using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Federation.Claims;

/// <summary>
/// <c>FrEduVecteur</c>: <c>profil|nom|prenom|eleveId|UAI</c>, one value per child and school (federation.md a.5).
/// The format has no escape, so separators inside a name become spaces.
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
