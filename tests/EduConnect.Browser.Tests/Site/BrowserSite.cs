using EduConnect.Testing;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests.Site;

/// <summary>One server on a real port and one browser for the whole run; each test opens its own context.</summary>
public sealed class BrowserSite : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>How long a step may take, in ms: generous, because a busy machine is not a fault of the page.</summary>
    private const float Patience = 60_000;

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
        "--no-first-run", "--disable-gpu",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private TestApp? _app;

    public TestApp App => _app ?? throw new InvalidOperationException("The site is not started.");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(Patience);
        _app = await TestApp.StartAsync(Engine.Sqlite, onPort: true, settings: ["--Presentation:Demonstration=true"]);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
    }

    /// <summary>A fresh browser window that records every complaint of the page and every request that leaves the site.</summary>
    public async Task<Window> OpenAsync(int width = 1280, bool scripts = true)
    {
        Require.Component(_browser is not null, "Chromium is not installed");
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = App.Address,
            ViewportSize = new() { Width = width, Height = 900 },
            JavaScriptEnabled = scripts,
            Locale = "fr-FR",
        });
        context.SetDefaultTimeout(Patience);
        return new Window(context, await context.NewPageAsync(), App.Address);
    }

    /// <summary>A browser of its own, free to go from site to site.</summary>
    public async Task<IBrowserContext> ContextAsync(int width = 1280, bool scripts = true)
    {
        Require.Component(_browser is not null, "Chromium is not installed");
        var context = await _browser!.NewContextAsync(new()
        {
            Locale = "fr-FR",
            AcceptDownloads = true,
            ViewportSize = new() { Width = width, Height = 1000 },
            JavaScriptEnabled = scripts,
        });
        context.SetDefaultTimeout(Patience);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}

[CollectionDefinition(nameof(SiteCollection))]
public sealed class SiteCollection : ICollectionFixture<BrowserSite>;
