using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace EduConnect.Core.Federation.Registry;

/// <summary>What is different in a contract that was changed, in the words of the command line: for the audit trail and the operator. Never a value.</summary>
internal static class ServiceMembers
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [nameof(Service.Name)] = "name",
        [nameof(Service.RedirectUris)] = "redirect",
        [nameof(Service.PostLogoutRedirectUris)] = "post-logout",
        [nameof(Service.BackChannelLogoutUri)] = "backchannel-logout",
        [nameof(Service.Origins)] = "origin",
        [nameof(Service.Scopes)] = "scope",
        [nameof(Service.Claims)] = "claim",
        [nameof(Service.Authentication)] = "auth",
        [nameof(Service.SecretHash)] = "secret",
        [nameof(Service.PublicKeys)] = "keys",
        [nameof(Service.KeysUri)] = "keys-uri",
        [nameof(Service.Pkce)] = "pkce",
        [nameof(Service.Signing)] = "signing",
        [nameof(Service.UserInfoSigning)] = "userinfo-signing",
        [nameof(Service.RequiresPushedRequests)] = "require-par",
        [nameof(Service.RequiresBoundTokens)] = "require-dpop",
        [nameof(Service.Sector)] = "sector",
        [nameof(Service.AccessTokenSeconds)] = "access-seconds",
        [nameof(SamlTerms.RequestsAreSigned)] = "saml-signed-requests",
        [nameof(SamlTerms.NameId)] = "saml-nameid",
        [nameof(SamlTerms.Cipher)] = "saml-cipher",
        [nameof(SamlTerms.IsLenient)] = "saml-lenient",
        [nameof(SamlTerms.AcceptsSha1AtSignOut)] = "saml-sha1-at-sign-out",
    };

    /// <summary>The words of what differs from the store; empty when nothing does.</summary>
    public static IReadOnlyList<string> Changed(MainDb main, Service service)
    {
        IEnumerable<EntityEntry> entries = service.Saml is { } terms ? [main.Entry(service), main.Entry(terms)] : [main.Entry(service)];
        var names = entries.SelectMany(entry => entry.Properties).Where(property => property.IsModified).Select(property => property.Metadata.Name);
        return [.. names.Select(name => Word(name, service)).OfType<string>().Order(StringComparer.Ordinal)];
    }

    private static string? Word(string name, Service service) =>
        name == nameof(Service.Enabled) ? service.Enabled ? "opened" : "closed" : Words.GetValueOrDefault(name);
}
