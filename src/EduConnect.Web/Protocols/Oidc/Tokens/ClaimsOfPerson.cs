using System.Text.Json;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform;

namespace EduConnect.Web.Protocols.Oidc.Tokens;

/// <summary>The claims of the person behind a grant, cut to the contract of the service.</summary>
internal sealed class ClaimsOfPerson(PersonReader people, PairwiseIdentifiers identifiers, ServiceOptions options)
{
    /// <summary>The claims; null when the account is gone.</summary>
    public async Task<IReadOnlyList<ReleasedClaim>?> ReadAsync(
        LiveGrant grant, Service service, string[] scopes, string[] asked, CancellationToken cancellation)
    {
        var names = ClaimSelection.Select(service, scopes, asked);
        var person = await people.ReadAsync(grant.AccountId, grant.Profile, names, cancellation);
        if (person is null)
        {
            return null;
        }

        var connection = new Connection(grant.AuthenticatedAt, grant.Methods.Split(' ').Contains("fc"), options.PublicOrigin + OidcPaths.SignOut);
        return [.. ReleasedClaims.Of(person, connection, names, identifiers, service.Sector)];
    }

    /// <summary>Writes claims as members of the object under way: lists as arrays, always; single values as strings.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<ReleasedClaim> claims)
    {
        foreach (var claim in claims)
        {
            if (claim.IsList)
            {
                writer.WriteStartArray(claim.Name);
                foreach (var value in claim.Values)
                {
                    writer.WriteStringValue(value);
                }

                writer.WriteEndArray();
            }
            else if (claim.Name == ClaimNames.EmailVerified)
            {
                writer.WriteBoolean(claim.Name, true);
            }
            else
            {
                writer.WriteString(claim.Name, claim.Values[0]);
            }
        }
    }
}
