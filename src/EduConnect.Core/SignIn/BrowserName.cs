namespace EduConnect.Core.SignIn;

/// <summary>Names the browser and the system of a session, so that its holder knows it again (S-SE5). Nothing finer is kept.</summary>
public static class BrowserName
{
    private const int LongestRead = 600;

    // The order decides: Edge, Opera and Samsung call themselves Chrome, Chrome calls itself Safari.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary>Browser and system, such as <c>Firefox|Windows</c>; either may be empty; null when neither is known.</summary>
    public static string? Read(string? userAgent)
    {
        if (userAgent is not { Length: > 0 and <= LongestRead })
        {
            return null;
        }

        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return browser.Length + system.Length == 0 ? null : browser + "|" + system;
    }

    /// <summary>The two names of a stored text; empty ones are unknown.</summary>
    public static (string Browser, string System) Parts(string? stored) => stored?.Split('|') is [var browser, var system] ? (browser, system) : (string.Empty, string.Empty);

    private static string Find((string Sign, string Name)[] table, string text) =>
        table.FirstOrDefault(row => text.Contains(row.Sign, StringComparison.Ordinal)).Name ?? string.Empty;
}
