namespace EduConnect.Web.Protocols.Oidc;

/// <summary>
/// Which answers that lead to another site end the navigation here first (ADR 0030). Browsers hold every redirect that follows one of our forms against the
/// form's <c>form-action</c>, those of the other site included: a service that sends people on to a third site would leave them on the filled-in form.
/// </summary>
internal static class Leaving
{
    /// <summary>
    /// Whether the address is of another site and the request is what one of our own pages led to: <c>Sec-Fetch-Site</c> is <c>same-origin</c> only when the page and
    /// every redirect since were ours (Fetch Metadata §2.3). What a service began, and browsers that do not say, are redirected; so are installed applications, whose
    /// addresses lead no further.
    /// </summary>
    /// <param name="request">the request that is answered</param>
    /// <param name="address">where the browser goes next</param>
    public static bool TakesAPage(HttpRequest request, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var target) && target.Scheme is "https" or "http"
        && Says(request, "Sec-Fetch-Site", "same-origin") && Says(request, "Sec-Fetch-Mode", "navigate") && Says(request, "Sec-Fetch-Dest", "document");

    private static bool Says(HttpRequest request, string header, string value) => request.Headers[header] is [{ } said] && said == value;
}
