using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace EduConnect.Testing.Web;

/// <summary>One answer: the parsed document with its status, headers and final address.</summary>
public sealed record Page(HttpResponseMessage Response, string Body, IHtmlDocument Document, Uri Address)
{
    public HttpStatusCode Status => Response.StatusCode;

    public string Title => Document.Title ?? string.Empty;

    public string Text => string.Join(' ', (Document.Body?.TextContent ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The form that holds the submit button or has the id that matches <paramref name="selector"/>; the only form of <c>main</c> by default.</summary>
    public IHtmlFormElement Form(string selector = "main form") =>
        Document.QuerySelector(selector) switch
        {
            IHtmlFormElement form => form,
            IElement element => element.Closest("form") as IHtmlFormElement,
            null => null,
        } ?? throw new InvalidOperationException($"No form '{selector}' on {Address} ({Status}): {Text[..Math.Min(400, Text.Length)]}");
}

/// <summary>A browser without JavaScript over a real or in-process server.</summary>
public sealed class PageClient(HttpMessageHandler handler, Uri origin) : IDisposable
{
    private readonly HttpClient _http = new(handler);
    private readonly HtmlParser _parser = new();

    public CookieContainer Cookies { get; } = new();

    /// <summary>Headers sent with every request.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    public bool FollowRedirects { get; set; } = true;

    public Task<Page> GetAsync(string address) => SendAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(origin, address)));

    public Task<Page> PostAsync(string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var content = fields.ToList();
        return SendAsync(() => new HttpRequestMessage(HttpMethod.Post, new Uri(origin, address)) { Content = new FormUrlEncodedContent(content) });
    }

    /// <summary>Submits a form of the page as a browser would: its own fields, changed by <paramref name="values"/>, and the button pressed.</summary>
    public Task<Page> SubmitAsync(Page page, IReadOnlyDictionary<string, string> values, string form = "main form", string? button = null)
    {
        var element = page.Form(form);
        var fields = FormFields.Of(element, values, button);
        var action = new Uri(page.Address, element.GetAttribute("action") is { Length: > 0 } target ? target : page.Address.PathAndQuery);
        return string.Equals(element.Method, "get", StringComparison.OrdinalIgnoreCase)
            ? GetAsync(new UriBuilder(action) { Query = new FormUrlEncodedContent(fields).ReadAsStringAsync().Result }.Uri.ToString())
            : PostAsync(action.ToString(), fields);
    }

    public async Task<Page> SendAsync(Func<HttpRequestMessage> request)
    {
        var message = request();
        for (var hop = 0; ; hop++)
        {
            Prepare(message);
            var response = await _http.SendAsync(message);
            Keep(response, message.RequestUri!);
            if (!FollowRedirects || (int)response.StatusCode is not (301 or 302 or 303 or 307) || hop > 10 || response.Headers.Location is not { } location)
            {
                var body = await response.Content.ReadAsStringAsync();
                return new Page(response, body, await _parser.ParseDocumentAsync(body), message.RequestUri!);
            }

            message = new HttpRequestMessage(HttpMethod.Get, new Uri(message.RequestUri!, location));
        }
    }

    public void Dispose() => _http.Dispose();

    private void Prepare(HttpRequestMessage message)
    {
        var cookies = Cookies.GetCookieHeader(message.RequestUri!);
        if (cookies.Length > 0)
        {
            message.Headers.Add("Cookie", cookies);
        }

        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private void Keep(HttpResponseMessage response, Uri address)
    {
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            foreach (var cookie in cookies)
            {
                Cookies.SetCookies(address, cookie);
            }
        }
    }
}
