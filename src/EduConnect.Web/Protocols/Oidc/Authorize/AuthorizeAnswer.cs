using System.Text;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize;

/// <summary>
/// Sends an authorization response to the service (OpenID Connect Core §3.1.2.5 and §3.1.2.6), with the issuer (RFC 9207 §2),
/// in the query or by a form that needs no script (Form Post Response Mode §2).
/// </summary>
internal sealed class AuthorizeAnswer(EduConnect.Core.Platform.ServiceOptions options, OidcViews views)
{
    public Task CodeAsync(HttpContext http, AuthorizeRequest request, string code) =>
        SendAsync(http, request, [new("code", code)]);

    public Task ErrorAsync(HttpContext http, AuthorizeRequest request, OidcError error)
    {
        RefusalLog.Note(http, error.Id, request.Client);
        return SendAsync(http, request, [new("error", error.Code), new("error_description", $"{error.Description} ({error.Id})")]);
    }

    private Task SendAsync(HttpContext http, AuthorizeRequest request, List<KeyValuePair<string, string>> fields)
    {
        if (request.State is { } state)
        {
            fields.Add(new("state", state));
        }

        fields.Add(new("iss", options.PublicOrigin));
        http.Response.Headers.CacheControl = "no-store";
        return request.IsFormPost ? views.FormPostAsync(http, request.RedirectUri!, fields) : Redirect(http, Address(request.RedirectUri!, fields));
    }

    /// <summary>302, or 303 after a POST so that the form is not sent on (RFC 9700 §4.12); a page that goes on by itself where a form of ours would not let the browser go on.</summary>
    public static Task Redirect(HttpContext http, string address)
    {
        if (Leaving.TakesAPage(http.Request, address))
        {
            return http.RequestServices.GetRequiredService<OidcViews>().LeavingAsync(http, address);
        }

        http.Response.StatusCode = HttpMethods.IsPost(http.Request.Method) ? StatusCodes.Status303SeeOther : StatusCodes.Status302Found;
        http.Response.Headers.Location = address;
        return Task.CompletedTask;
    }

    /// <summary>An address with these fields added to its query.</summary>
    public static string Address(string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder(address, address.Length + 256);
        var separator = address.Contains('?') ? '&' : '?';
        foreach (var (name, value) in fields)
        {
            text.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return text.ToString();
    }
}
