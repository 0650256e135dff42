using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Reception;
using EduConnect.Core.Federation.Saml;

namespace EduConnect.Core.Federation.Registry;

/// <summary>What a contract must satisfy before it is entered. Each breach is one English sentence for the operator.</summary>
public static class ContractRules
{
    /// <summary>All the breaches of a contract; empty when it may be entered.</summary>
    public static IReadOnlyList<string> Breaches(Service service) =>
        [.. Identity(service), .. ReceptionRules.Breaches(service), .. Addresses(service), .. Proofs(service), .. Releases(service), .. Notices(service), .. service.Saml is { } saml ? SamlTermsRules.Breaches(saml) : []];

    private static IEnumerable<string> Identity(Service service)
    {
        if (service.ClientId.Length is 0 or > 100 || service.ClientId.Any(sign => sign is <= ' ' or > '~'))
        {
            yield return "The client identifier must be 1 to 100 visible ASCII characters.";
        }

        if (string.IsNullOrWhiteSpace(service.Name) || service.Name.Length > 120 || service.Name.Any(char.IsControl))
        {
            yield return "The name must be 1 to 120 characters.";
        }

        if (service.AccessTokenSeconds is < 60 or > 3600)
        {
            yield return "The access token must live 60 to 3600 seconds.";
        }

        if (service.Sector.Length is 0 or > 255 || Uri.CheckHostName(service.Sector) is UriHostNameType.Unknown)
        {
            yield return HasSeveralHosts(service) ? "The addresses have several hosts: choose one of them with --sector." : "The sector must be a host name.";
        }
    }

    private static bool HasSeveralHosts(Service service) => service.Sector.Length == 0
        && service.RedirectUris.Concat(service.Saml?.Consumers.Select(one => one.Address) ?? []).Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : address).Distinct(StringComparer.Ordinal).Count() > 1;

    private static IEnumerable<string> Addresses(Service service)
    {
        if (service.RedirectUris.Count == 0 && service.Saml is null)
        {
            yield return "At least one redirect address is needed.";
        }

        foreach (var address in service.RedirectUris.Concat(service.PostLogoutRedirectUris).Concat(new[] { service.BackChannelLogoutUri, service.NoticeUri, service.KeysUri }.OfType<string>()))
        {
            if (RedirectAddress.Breach(address) is { } breach)
            {
                yield return breach;
            }
        }

        foreach (var origin in service.Origins)
        {
            if (RedirectAddress.OriginOf(origin) != origin)
            {
                yield return $"'{origin}' is not an origin (scheme, host and port, nothing more).";
            }
        }
    }

    private static IEnumerable<string> Proofs(Service service)
    {
        if (service.Authentication is ClientAuthenticationMethod.None && service.Pkce is not PkcePolicy.Required)
        {
            yield return "A public client cannot be exempted from PKCE.";
        }

        if (service.RequiresPushedRequests && service.RedirectUris.Count == 0)
        {
            yield return "A service of SAML only has no requests to push.";
        }

        if (service.RequiresBoundTokens && service.RedirectUris.Count == 0)
        {
            yield return "A service of SAML only has no tokens to bind.";
        }

        if (service is { PublicKeys: not null, KeysUri: not null })
        {
            yield return "The public keys of the service stand in the contract or at an address, not both (RFC 7591, section 2).";
        }
        else if (service is { Authentication: ClientAuthenticationMethod.PrivateKeyJwt, KeysUri: null } && !PublicKeySet.IsPublic(service.PublicKeys))
        {
            yield return "private_key_jwt needs the public keys of the service: a JSON Web Key Set without private parts, or the address where it publishes one.";
        }
    }

    private static IEnumerable<string> Releases(Service service)
    {
        if (!service.Scopes.Contains(ScopeNames.OpenId))
        {
            yield return "The scopes must contain 'openid'.";
        }

        foreach (var scope in service.Scopes.Where(scope => !ScopeNames.IsWellFormed(scope)))
        {
            yield return $"'{scope}' is not a scope of this provider.";
        }

        foreach (var claim in service.Claims.Where(claim => !ClaimNames.All.Contains(claim)))
        {
            yield return $"'{claim}' is not a claim of this provider.";
        }
    }

    private static IEnumerable<string> Notices(Service service)
    {
        foreach (var word in service.NoticeEvents.Where(word => !NoticeEvents.All.Contains(word)))
        {
            yield return $"'{word}' is not an event a service can be told of: say {string.Join(", ", NoticeEvents.All)}.";
        }

        if (service.NoticeUri is null != (service.NoticeEvents.Count == 0))
        {
            yield return "A service that is told of changes needs both an address and at least one event.";
        }

        if (service.NoticeEvents.Contains(NoticeEvents.TieChanged) && (!service.Audience.HasFlag(Audience.Guardians) || !service.Claims.Any(NoticeRules.OfTies.Contains)))
        {
            yield return $"Ties are told to services that receive guardians and one of {string.Join(", ", NoticeRules.OfTies)}.";
        }
    }
}
