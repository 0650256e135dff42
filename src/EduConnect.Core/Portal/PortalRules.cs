using System.Text.RegularExpressions;
using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Portal;

/// <summary>Who is shown which service of the portal (row #23), and what a service must be to be entered.</summary>
public static partial class PortalRules
{
    /// <summary>The services of one pupil's school for one profile, in the order of the page. Nothing without a school.</summary>
    /// <param name="services">every service of the portal</param>
    /// <param name="profile">pupils or guardians</param>
    /// <param name="school">the pupil's own school; null when in none</param>
    public static IReadOnlyList<PortalService> ShownTo(IEnumerable<PortalService> services, Audience profile, School? school)
    {
        ArgumentNullException.ThrowIfNull(services);
        return school is null or { GoneAt: not null }
            ? []
            : [.. services.Where(service => service.IsShown && (service.Audience & profile) != Audience.Nobody && IsFor(service, school))
                .OrderBy(service => service.Position).ThenBy(service => service.Name, StringComparer.CurrentCulture).ThenBy(service => service.Code, StringComparer.Ordinal)];
    }

    /// <summary>What keeps a service from being entered, one English sentence each; empty when nothing does.</summary>
    public static IReadOnlyList<string> Breaches(PortalService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        List<string> breaches = [];
        Require(Code().IsMatch(service.Code), "The code must be 1 to 60 lower-case letters, digits and hyphens.");
        Require(IsLine(service.Name, 80) && service.Name.Trim().Length > 0, "The name must be 1 to 80 characters on one line.");
        Require(IsLine(service.Note, 120), "The note must be at most 120 characters on one line.");
        Require(Code().IsMatch(service.Icon), "The icon must be the name of a drawing.");
        Require(service.Audience is Audience.Pupils or Audience.Guardians or Audience.Everybody, "At least one profile must be named.");
        Require(service.Position is >= 0 and <= 10_000, "The position must be a number from 0 to 10000.");
        breaches.AddRange(service.Academies.Where(code => AcademieCode.Parse(code) != code).Select(code => $"'{code}' is not the code of an academie (two digits)."));
        breaches.AddRange(service.Schools.Where(uai => Uai.Parse(uai) != uai).Select(uai => $"'{uai}' is not a UAI."));
        if (RedirectAddress.Breach(service.Address) is { } breach)
        {
            breaches.Add(breach);
        }

        return breaches;

        void Require(bool holds, string sentence)
        {
            if (!holds)
            {
                breaches.Add(sentence);
            }
        }
    }

    private static bool IsFor(PortalService service, School school) =>
        (service.Degree is null || service.Degree == school.Degree)
        && (service.Academies.Count + service.Schools.Count == 0 || service.Academies.Contains(school.Academie) || service.Schools.Contains(school.Uai));

    private static bool IsLine(string text, int length) => text.Length <= length && !text.Any(char.IsControl);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,59}$")]
    private static partial Regex Code();
}
