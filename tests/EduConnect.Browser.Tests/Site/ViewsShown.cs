using System.Diagnostics;
using System.Reflection;
using EduConnect.Browser.Tests.Site;
using EduConnect.Testing;
using Microsoft.AspNetCore.Mvc.Diagnostics;
using Microsoft.AspNetCore.Razor.Hosting;

[assembly: AssemblyFixture(typeof(ViewsShown))]

namespace EduConnect.Browser.Tests.Site;

/// <summary>
/// Which pages a browser has shown to axe. Every answer of a site under test names the page it was made from in a header, so that a window knows what it looks
/// at whatever its address; what a window checks must stand in <c>checked-pages.txt</c>, and at the end of a whole run everything that stands there was checked.
/// </summary>
public sealed class ViewsShown : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    /// <summary>The header that names the page.</summary>
    public const string Header = "x-view";

    private static readonly HashSet<string> Checked = new(StringComparer.Ordinal);
    private static readonly Lock Turn = new();
    private readonly List<IDisposable> _listening = [];

    public ViewsShown() => _listening.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>Every page of the application: what is compiled from a file that is neither a part of others nor their frame.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(EduConnect.Web.Operators.OperatorTexts).Assembly.GetCustomAttributes<RazorCompiledItemAttribute>().Select(item => item.Identifier).Where(IsPage).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Those that the browser tests show to axe.</summary>
    public static IReadOnlyList<string> Declared { get; } = Lines("checked-pages.txt");

    /// <summary>Those that show nothing, or nothing to families and agents, each with its reason after a blank.</summary>
    public static IReadOnlyList<string> Excepted { get; } = Lines("unchecked-pages.txt");

    /// <summary>A window has checked a page; null for one of another site.</summary>
    public static void Note(string? view)
    {
        if (view is null)
        {
            return;
        }

        Assert.True(Declared.Contains(view) || Environment.GetEnvironmentVariable("EDUCONNECT_CHECKED_PAGES") is not null, $"{view} is checked: add it to tests/EduConnect.Browser.Tests/Site/checked-pages.txt");
        lock (Turn)
        {
            Checked.Add(view);
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value?.Name == "Microsoft.AspNetCore")
        {
            _listening.Add(value.Subscribe(this, name => name == BeforeViewPageEventData.EventName));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is BeforeViewPageEventData { Page.Path: { } path, HttpContext.Response: { HasStarted: false } response } && IsPage(path))
        {
            response.Headers[Header] = path;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    /// <summary>The end of the run: a whole one has checked everything that is declared.</summary>
    public void Dispose()
    {
        _listening.ForEach(one => one.Dispose());
        if (Environment.GetEnvironmentVariable("EDUCONNECT_CHECKED_PAGES") is { } file)
        {
            File.WriteAllLines(file, Checked.Order(StringComparer.Ordinal));
            return;
        }

        var isWhole = Checked.Count > 0 && !Environment.GetCommandLineArgs().Any(argument => argument is "-class" or "-method" or "-trait" or "-class-" or "-method-" or "-trait-" or "-namespace");
        var missed = Declared.Except(Checked).ToList();
        Assert.True(!isWhole || missed.Count == 0, "declared in checked-pages.txt, shown to axe by no test of this run: " + string.Join(", ", missed));
    }

    // What stands in Design is a part of every page, and has pattern pages of its own.
    private static bool IsPage(string path) => !path.StartsWith("/Design/", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith('_');

    private static string[] Lines(string name) =>
        [.. File.ReadAllLines(Path.Combine(Checkout.Root, "tests/EduConnect.Browser.Tests/Site", name)).Where(line => line.Length > 0 && line[0] != '#')];
}
