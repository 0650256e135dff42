using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Federation.Claims;

/// <summary><c>FrEduCtPersonAffiliation</c>: profile and degree, first degree first. A guardian without a confirmed child has none.</summary>
public static class Affiliations
{
    /// <summary>The affiliations of a person.</summary>
    public static IReadOnlyList<string> Of(Person person)
    {
        var word = person.Profile is Audience.Pupils ? "eleve" : "resp";
        return [.. person.Enrolments.Select(enrolment => enrolment.Degree).Distinct().Order().Select(degree => $"{word}{degree}d")];
    }
}
