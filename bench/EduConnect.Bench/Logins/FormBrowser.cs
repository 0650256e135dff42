using System.Net;
using System.Text.RegularExpressions;

namespace EduConnect.Bench.Logins;

/// <summary>A browser for one sign-in: its own cookies, redirects followed by hand until they leave the desk.</summary>
internal sealed partial class FormBrowser : IDisposable
{
    private readonly HttpClient _http;

    public FormBrowser(SocketsHttpHandler connections) => _http = new HttpClient(connections, disposeHandler: false);

    public CookieContainer Cookies { get; } = new();

    /// <summary>Sends, follows redirects on loopback.</summary>
    /// <returns>the last address, which is elsewhere or has a page, and the page</returns>
    public async Task<(Uri Address, string Body)> GoAsync(Uri address, IEnumerable<KeyValuePair<string, string>>? form = null)
    {
        for (var hop = 0; hop < 10; hop++)
        {
            using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, address) { Content = form is null ? null : new FormUrlEncodedContent(form) };
            request.Headers.TryAddWithoutValidation("Cookie", Cookies.GetCookieHeader(address));
            using var answer = await _http.SendAsync(request);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
            {
                Cookies.SetCookies(address, cookie);
            }

            if (answer.Headers.Location is not { } location)
            {
                return answer.IsSuccessStatusCode ? (address, await answer.Content.ReadAsStringAsync()) : throw new InvalidOperationException($"{address}: {answer.StatusCode}");
            }

            (address, form) = (new Uri(address, location), null);
            if (!address.IsLoopback)
            {
                return (address, string.Empty);
            }
        }

        throw new InvalidOperationException($"too many redirects at {address}");
    }

    /// <summary>The antiforgery token of a page.</summary>
    public static string Token(string body) => TokenField().Match(body).Groups[1].Value;

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
