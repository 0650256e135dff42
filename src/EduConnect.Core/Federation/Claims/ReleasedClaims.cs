using System.Globalization;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Federation.Claims;

/// <summary>One claim with its value; a list stays a list even with one value, or none.</summary>
/// <param name="Name">Name on the wire.</param>
/// <param name="Values">The values; exactly one unless <paramref name="IsList"/>.</param>
/// <param name="IsList">Multi-valued by nature (federation.md b).</param>
public sealed record ReleasedClaim(string Name, IReadOnlyList<string> Values, bool IsList = false);

/// <summary>Values of the claims for one person and one service. Unknown values are left out (OpenID Connect Core §5.3.2).</summary>
public static class ReleasedClaims
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The claims among <paramref name="names"/> that have a value, in a fixed order.</summary>
    public static IEnumerable<ReleasedClaim> Of(
        Person person, Connection connection, IReadOnlySet<string> names, PairwiseIdentifiers identifiers, string sector)
    {
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (Lists(person, name) is { } list)
            {
                if (list.Count > 0)
                    yield return new(name, list, IsList: true);
            }
            else if (Single(person, connection, name, identifiers, sector) is { Length: > 0 } value)
            {
                yield return new(name, [value]);
            }
        }
    }

    private static IReadOnlyList<string>? Lists(Person person, string name) => name switch
    {
        ClaimNames.Affiliation => Affiliations.Of(person),
        ClaimNames.ReferenceIds => SourceReferences.Of(person),
        ClaimNames.Vectors => SchoolVectors.Of(person),
        _ => null,
    };

    private static string? Single(
        Person person, Connection connection, string name, PairwiseIdentifiers identifiers, string sector) => name switch
        {
            ClaimNames.GivenName => person.GivenName,
            ClaimNames.FamilyName => person.FamilyName,
            ClaimNames.Name => $"{person.GivenName} {person.FamilyName}".Trim(),
            ClaimNames.BirthDate or ClaimNames.MinistryBirthDate => person.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ClaimNames.Civility => person.Civility,
            ClaimNames.Email => person.ConfirmedEmail,
            ClaimNames.EmailVerified => person.ConfirmedEmail is null ? null : "true",
            ClaimNames.PersonId => identifiers.PersonId(person.AccountId, sector),
            ClaimNames.OpaqueId => identifiers.Subject(person.AccountId, sector),
            ClaimNames.SignedInAt => ParisTime(connection.SignedInAt),
            ClaimNames.Origin => connection.ThroughFranceConnect ? "FC" : "ECT",
            ClaimNames.ReturnUrl => connection.SignOutUrl,
            _ => OfPupil(person, name, identifiers),
        };

    private static string? OfPupil(Person person, string name, PairwiseIdentifiers identifiers)
    {
        if (person.Profile is not Audience.Pupils)
        {
            return null;
        }

        var home = person.Enrolments.Count > 0 ? person.Enrolments[0] : null;
        return name switch
        {
            ClaimNames.Ine => person.Ine,
            ClaimNames.IneHash => person.Ine is null ? null : identifiers.IneHash(person.Ine),
            ClaimNames.SchoolUai => home?.Uai,
            ClaimNames.Level => home?.Level,
            _ => null,
        };
    }

    private static string ParisTime(DateTime utc) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Paris)
            .ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
