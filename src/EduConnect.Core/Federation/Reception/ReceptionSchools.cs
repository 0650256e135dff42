using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Reception;

/// <summary>Holds the schools of a contract against those of the directory: a typing error would shut a school out in silence.</summary>
internal static class ReceptionSchools
{
    public static async Task<IReadOnlyList<string>> BreachesAsync(MainDb main, Service service, CancellationToken cancellation)
    {
        var named = service.Schools.ToList();
        if (named.Count == 0)
        {
            return [];
        }

        var known = await main.Set<School>().AsNoTracking().Where(school => named.Contains(school.Uai)).Select(school => new { school.Uai, school.Degree }).ToListAsync(cancellation);
        var degrees = known.GroupBy(school => school.Uai, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Aggregate(DegreeSet.None, (all, one) => all | (DegreeSet)one.Degree), StringComparer.Ordinal);
        return [.. named.Select(uai => Breach(service, uai, degrees.GetValueOrDefault(uai))).OfType<string>()];
    }

    private static string? Breach(Service service, string uai, DegreeSet degrees) => degrees switch
    {
        DegreeSet.None => $"There is no school '{uai}' in the directory.",
        _ when (degrees & service.Degrees) is DegreeSet.None => $"Nobody of '{uai}' would be received: it is a school of the {Ordinal(degrees)} degree.",
        DegreeSet.First when service.Audience is Audience.Pupils => $"Nobody of '{uai}' would be received: pupils of the 1st degree have no account.",
        _ => null,
    };

    private static string Ordinal(DegreeSet degree) => degree is DegreeSet.First ? "1st" : "2nd";
}
