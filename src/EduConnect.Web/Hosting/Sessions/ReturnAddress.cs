using EduConnect.Core.Federation.Registry;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Hosting.Sessions;

/// <summary>Where a person goes after signing in: a path of this origin and nothing else, so that no link can lead them elsewhere.</summary>
internal sealed class ReturnAddress(ServiceDirectory services)
{
    private const int MaxLength = 8000;
    private const string Portal = "/portail";
    private static readonly Uri Here = new("https://here.invalid/");

    /// <summary>The path to go to; the portal for anything that is not a path of ours.</summary>
    public static string Safe(string? wanted) => IsLocal(wanted) ? wanted! : Portal;

    /// <summary>The path to carry along; null for anything that is not a path of ours.</summary>
    public static string? Keep(string? wanted) => IsLocal(wanted) ? wanted : null;

    /// <summary>
    /// The path to carry along as browsers fold it, dots taken away and letters escaped; null when it would lead elsewhere before folding or
    /// after it (<c>/.//elsewhere.example</c>). For agents, whose searches may hold any letter.
    /// </summary>
    public static string? Fold(string? wanted)
    {
        if (wanted is not { Length: > 0 and <= MaxLength } || wanted[0] != '/' || wanted.Any(char.IsControl)
            || !Uri.TryCreate(Here, wanted, out var folded) || folded.GetLeftPart(UriPartial.Authority) != Here.GetLeftPart(UriPartial.Authority))
        {
            return null;
        }

        var path = folded.PathAndQuery;
        return path.StartsWith("//", StringComparison.Ordinal) ? null : path;
    }

    /// <summary>
    /// Lets the form of this answer end at the service that asked for the sign-in: browsers hold the redirects that follow a form
    /// against <c>form-action</c>. Only an address that the service registered is let through.
    /// </summary>
    public async Task AllowAsync(HttpContext http, string? wanted)
    {
        if (Keep(wanted) is not { } path || path.IndexOf('?', StringComparison.Ordinal) is not (> 0 and var mark))
        {
            return;
        }

        var query = QueryHelpers.ParseQuery(path[mark..]);
        if (query.GetValueOrDefault("redirect_uri") is [{ } target] && query.GetValueOrDefault("client_id") is [{ } client]
            && await services.FindAsync(client, http.RequestAborted) is { } service && service.RedirectUris.Contains(target)
            && Uri.TryCreate(target, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")
        {
            ContentSecurity.Of(http).AllowFormAction(address);
        }
    }

    private static bool IsLocal(string? wanted) =>
        wanted is { Length: > 0 and <= MaxLength } && wanted[0] == '/' && (wanted.Length == 1 || wanted[1] is not ('/' or '\\'))
        && wanted.All(sign => sign is > ' ' and < '\u007f' and not '\\') && Fold(wanted) is not null;
}
