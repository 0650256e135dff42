using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.UserInfo;

/// <summary>
/// The access token of a request: in the header, or in the form of a POST (RFC 6750 §2.1 and §2.2); in one way only (§2).
/// Never in the query: addresses end in logs (RFC 9700 §4.3.2).
/// </summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    public static async ValueTask<(string? Token, OidcError? Error)> ReadAsync(HttpContext http)
    {
        var header = InHeader(http.Request);
        var form = HttpMethods.IsPost(http.Request.Method) ? await RequestParameters.ReadFormAsync(http.Request, http.RequestAborted) : null;
        return (header, form?["access_token"]) switch
        {
            (null, null) => (null, OidcErrors.NoBearer),
            (not null, not null) => (null, OidcErrors.SeveralBearers),
            _ when form?.HasRepeated(["access_token"]) ?? false => (null, OidcErrors.SeveralBearers),
            var (first, second) => (first ?? second, null),
        };
    }

    /// <summary>The token of the <c>Authorization</c> header, if that is its scheme.</summary>
    public static string? InHeader(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header[Scheme.Length..].Trim() is { Length: > 0 } token ? token : null;
    }
}
