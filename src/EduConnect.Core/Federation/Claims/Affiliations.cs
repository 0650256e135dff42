using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Federation.Claims;

/// <summary><c>FrEduCtPersonAffiliation</c>: profile and degree. Services that read one value read the first (federation.md a.4): of a guardian the first degree (a.7), of a pupil in both the
/// second, where pupils sign in. A guardian without a confirmed child has none.</summary>
public static class Affiliations
{
    /// <summary>The affiliations of a person.</summary>
    public static IReadOnlyList<string> Of(Person person)
    {
        var word = person.Profile is Audience.Pupils ? "eleve" : "resp";
        var degrees = person.Enrolments.Select(enrolment => enrolment.Degree).Distinct().Order();
        return [.. (person.Profile is Audience.Pupils ? degrees.Reverse() : degrees).Select(degree => $"{word}{degree}d")];
    }
}
