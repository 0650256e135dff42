namespace EduConnect.Web.Protocols.Providers;

/// <summary>What a browser brings back from a provider in its address (RFC 6749 §4.1.2, RFC 9207). Looked at after the state has found its journey.</summary>
internal static class ProviderAnswer
{
    /// <summary>The code.</summary>
    /// <param name="http">the request that came back</param>
    /// <param name="issuer">whom we sent the browser to</param>
    /// <exception cref="ProviderException">there is none: the person gave up, the provider has a fault, or the answer is not to be trusted</exception>
    public static string Code(HttpContext http, string issuer)
    {
        if (http.Request.Query.ContainsKey("iss") && One(http, "iss") != issuer)
        {
            throw ProviderSignatures.Distrust("answer of another issuer");
        }

        return http.Request.Query.ContainsKey("error")
            ? throw ErrorOf(One(http, "error"))
            : One(http, "code") ?? throw ProviderSignatures.Distrust("neither code nor error");
    }

    /// <summary>A parameter; null when it is missing or comes twice, which says nothing.</summary>
    public static string? One(HttpContext http, string name) => http.Request.Query[name] is [{ Length: > 0 } only] ? only : null;

    private static ProviderException ErrorOf(string? error) => error switch
    {
        "access_denied" => new(ProviderFault.GivenUp, "access_denied"),
        "server_error" or "temporarily_unavailable" => new(ProviderFault.Unreachable, error),
        _ => ProviderSignatures.Distrust("error in the answer"),
    };
}
