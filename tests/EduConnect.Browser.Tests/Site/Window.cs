using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests.Site;

/// <summary>One browser window, with what every page of the site must hold true.</summary>
public sealed partial class Window : IAsyncDisposable
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];
    private readonly HashSet<string> _opened = [];
    private readonly List<string> _origins;
    private string? _view;

    public Window(IBrowserContext context, IPage page, params string[] origins)
    {
        (_context, _origins) = (context, [.. origins]);
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !(message.Text.Contains("the server responded with a status of " + (ExpectsFault ? "5" : "4"), StringComparison.Ordinal) && IsOpened(Address(message.Location))))
            {
                _complaints.Add($"{message.Text} {message.Location}");
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Response += (_, response) =>
        {
            if (response.Request.IsNavigationRequest && response.Frame == page.MainFrame && response.Status != 204)
            {
                _view = response.Headers.GetValueOrDefault(ViewsShown.Header);
            }
        };
        page.Request += (_, request) =>
        {
            if (request.IsNavigationRequest)
            {
                _opened.Add(Address(request.Url));
            }

            if (!_origins.Any(origin => request.Url.StartsWith(origin, StringComparison.Ordinal)) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _complaints.Add("left the site: " + request.Url);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Whether the page that is opened is that of a fault: its own status is no complaint then.</summary>
    public bool ExpectsFault { get; set; }

    /// <summary>What went wrong on the pages shown so far: script errors, refusals of the policy, requests to other sites.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Where pictures of the checked pages go when someone wants to look at them (<c>EDUCONNECT_PICTURES</c>).</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("EDUCONNECT_PICTURES");

    private static int _pictures;

    /// <summary>Another site that the pages may lead to, or send a form to.</summary>
    public void Allow(string origin) => _origins.Add(origin);

    /// <summary>Opens an address of the site.</summary>
    public async Task<IResponse?> GoAsync(string path) => await Page.GotoAsync(path);

    /// <summary>
    /// The page shown is free of axe violations, has one h1 and a title, does not scroll sideways, and has raised no complaint.
    /// </summary>
    public async Task CheckAsync()
    {
        await PictureAsync();
        var found = await Page.RunAxe(Rules);
        ViewsShown.Note(_view);
        Assert.True(found.Violations.Length == 0, Where() + string.Join("\n", found.Violations.Select(Describe)));
        Assert.Equal(1, await Page.Locator("h1").CountAsync());
        Assert.NotEqual("", await Page.TitleAsync());
        await CheckWidthAsync();
        Assert.True(_complaints.Count == 0, Where() + string.Join("\n", _complaints));
    }

    /// <summary>The same, and no sideways scroll at 320 px; what axe thinks of narrow elements is asked of the pattern pages.</summary>
    public async Task CheckBothWidthsAsync()
    {
        var width = Page.ViewportSize!.Width;
        await CheckAsync();
        await Page.SetViewportSizeAsync(width == 320 ? 1280 : 320, 900);
        await CheckWidthAsync();
        await PictureAsync();
        await Page.SetViewportSizeAsync(width, 900);
    }

    private async Task PictureAsync()
    {
        if (Pictures is not null)
        {
            var name = $"{Interlocked.Increment(ref _pictures):000}-{new Uri(Page.Url).AbsolutePath.Trim('/').Replace('/', '-')}-{Page.ViewportSize!.Width}.png";
            await Page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(Pictures, name), FullPage = true });
        }
    }

    private async Task CheckWidthAsync()
    {
        var overflow = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, Where() + $"scrolls {overflow} px sideways");
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private string Where() => Page.Url + " ";

    // A page may answer that something is refused or gone; what it is made of (styles, fonts, scripts, pictures) may not. Browsers ask sites that name no icon for one: those of others do not.
    private bool IsOpened(string address) => _opened.Contains(address) || address.EndsWith("/favicon.ico", StringComparison.Ordinal);

    // A place ends with line and column.
    private static string Address(string place) => LineAndColumn().Replace(place, string.Empty).Split('#')[0];

    [GeneratedRegex(":[0-9]+:[0-9]+$")]
    private static partial Regex LineAndColumn();

    private static string Describe(AxeResultItem item) =>
        $"{item.Id}: {item.Help} [{string.Join(" | ", item.Nodes.Take(3).Select(node => node.Html))}]";
}
