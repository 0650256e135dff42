using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Federation.Reception;

/// <summary>Why a service does not receive somebody.</summary>
public enum NotReceived
{
    /// <summary>It is made for the other profile.</summary>
    Profile = 1,

    /// <summary>It is made for the other degree.</summary>
    Degree = 2,

    /// <summary>It is made for other schools.</summary>
    School = 3,
}

/// <summary>Whom a service receives: profiles, degrees, schools (federation.md c).</summary>
public static class ReceptionRules
{
    /// <summary>
    /// Null when the service receives the person. A person is of the degrees and schools where they are enrolled; a guardian of those of
    /// the children whose tie they confirmed.
    /// </summary>
    public static NotReceived? Refusal(Service service, Audience profile, IReadOnlyList<Enrolment> enrolments)
    {
        ArgumentNullException.ThrowIfNull(service);
        return !service.Audience.HasFlag(profile) ? NotReceived.Profile
            : LooksAtSchools(service) && !enrolments.Any(one => IsOfDegree(service, one)) ? DegreeOrSchool(service)
            : service.Schools.Count > 0 && !enrolments.Any(one => IsOfDegree(service, one) && service.Schools.Contains(one.Uai)) ? NotReceived.School
            : null;
    }

    /// <summary>Whether the profile alone does not tell.</summary>
    public static bool LooksAtSchools(Service service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.Degrees is not DegreeSet.Both || service.Schools.Count > 0;
    }

    /// <summary>What a contract must satisfy, as sentences for the operator.</summary>
    public static IEnumerable<string> Breaches(Service service)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (service.Audience is Audience.Nobody)
        {
            yield return "At least one profile must be allowed.";
        }

        if (service.Degrees is DegreeSet.None)
        {
            yield return "At least one degree must be allowed.";
        }

        if (service is { Audience: Audience.Pupils, Degrees: DegreeSet.First })
        {
            yield return "Nobody would be received: pupils of the 1st degree have no account.";
        }

        foreach (var school in service.Schools.Where(school => Uai.Parse(school) != school))
        {
            yield return $"'{school}' is not a UAI: seven digits and a capital letter.";
        }
    }

    private static NotReceived DegreeOrSchool(Service service) => service.Degrees is DegreeSet.Both ? NotReceived.School : NotReceived.Degree;

    private static bool IsOfDegree(Service service, Enrolment enrolment) => service.Degrees.HasFlag((DegreeSet)enrolment.Degree);
}
