using EduConnect.Core.Platform.Crypto;
using EduConnect.Web.Hosting.Sessions;

namespace EduConnect.Web.Protocols.Providers;

/// <summary>The cookie by which a browser that comes back from a provider is known as the one that was sent there.</summary>
internal static class ProviderBrowser
{
    /// <summary>The handle of the browser, given now if it has none. One for every tab; it lives as long as the browser and tells nothing by itself.</summary>
    public static string Handle(HttpContext http, SessionCookies cookies, string name, IRandomSource random)
    {
        if (http.Request.Cookies[name] is { Length: > 40 and <= 200 } known)
        {
            return known;
        }

        var handle = random.NewHandle();
        cookies.Write(http, name, handle);
        return handle;
    }
}
