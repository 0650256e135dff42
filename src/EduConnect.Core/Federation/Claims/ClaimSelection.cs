using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Federation.Claims;

/// <summary>Which claims go out: what was asked, cut down to the contract (S-OI5).</summary>
public static class ClaimSelection
{
    private static readonly string[] OfProfile = [ClaimNames.GivenName, ClaimNames.FamilyName, ClaimNames.Name, ClaimNames.BirthDate];
    private static readonly string[] OfEmail = [ClaimNames.Email, ClaimNames.EmailVerified];
    private static readonly string[] OfConnection =
        [ClaimNames.SignedInAt, ClaimNames.Origin, ClaimNames.ReturnUrl, ClaimNames.Affiliation];

    /// <summary>
    /// The scopes granted: those asked that the contract has, in the order asked, each once.
    /// Others are left out in silence (RFC 6749 §3.3: the answer says what was granted).
    /// </summary>
    public static IReadOnlyList<string> Grant(Service service, IEnumerable<string> asked) =>
        [.. asked.Distinct(StringComparer.Ordinal).Where(service.Scopes.Contains)];

    /// <summary>Claims released for these granted scopes and these claims asked one by one.</summary>
    public static IReadOnlySet<string> Select(Service service, IEnumerable<string> granted, IEnumerable<string> asked)
    {
        var names = new HashSet<string>(asked, StringComparer.Ordinal);
        foreach (var scope in granted)
            names.UnionWith(OfScope(service, scope));
        names.IntersectWith(service.Claims);
        return names;
    }

    /// <summary>Claims of a contract that none of its scopes brings: they come to requests that name them in <c>claims</c> only (OpenID Connect Core §5.5). SAML has no scopes.</summary>
    public static IReadOnlyList<string> WithoutScope(Service service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.RedirectUris.Count == 0 ? [] : [.. service.Claims.Except(Select(service, service.Scopes, []), StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> OfScope(Service service, string scope) => scope switch
    {
        ScopeNames.Profile => OfProfile,
        ScopeNames.Email => OfEmail,
        ScopeNames.Connection => OfConnection,
        _ when ScopeNames.IsOfService(scope) => service.Claims,
        _ => [],
    };
}
