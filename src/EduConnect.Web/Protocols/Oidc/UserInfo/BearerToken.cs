using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Possession;

namespace EduConnect.Web.Protocols.Oidc.UserInfo;

/// <summary>An access token as it was sent.</summary>
/// <param name="Token">The token.</param>
/// <param name="IsBound">Whether it came as one that is bound to a key (RFC 9449 §7.1).</param>
internal sealed record PresentedToken(string Token, bool IsBound)
{
    /// <summary>Never the token: it must not reach a log.</summary>
    public override string ToString() => "PresentedToken •••";
}

/// <summary>
/// The access token of a request: in the header, bound to a key or not, or in the form of a POST (RFC 6750 §2.1 and §2.2); in one way only (§2).
/// Never in the query: addresses end in logs (RFC 9700 §4.3.2).
/// </summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    public static async ValueTask<(PresentedToken? Token, OidcError? Error)> ReadAsync(HttpContext http)
    {
        var bound = InHeader(http.Request, PossessionProofs.Name + " ");
        var header = bound ?? InHeader(http.Request);
        var form = HttpMethods.IsPost(http.Request.Method) ? await RequestParameters.ReadFormAsync(http.Request, http.RequestAborted) : null;
        return (header, form?["access_token"]) switch
        {
            (null, null) => (null, OidcErrors.NoBearer),
            (not null, not null) => (null, OidcErrors.SeveralBearers),
            _ when form?.HasRepeated(["access_token"]) ?? false => (null, OidcErrors.SeveralBearers),
            var (first, second) => (new(first ?? second!, bound is not null), null),
        };
    }

    /// <summary>The token of the <c>Authorization</c> header, if that is its scheme.</summary>
    public static string? InHeader(HttpRequest request) => InHeader(request, Scheme);

    private static string? InHeader(HttpRequest request, string scheme)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && header[scheme.Length..].Trim() is { Length: > 0 } token ? token : null;
    }
}
