using EduConnect.Core.Platform;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Help;

/// <summary>
/// The help texts: those of the program, with the operators' own in their place. Read at the first need, and again when a file of the
/// operators' folder changed. A file with a mistake is left out and logged; the program's own text then stands.
/// </summary>
internal sealed partial class HelpBooks(IOptions<HelpOptions> options, ServiceOptions service, TimeProvider clock, ILogger<HelpBooks> log)
{
    private const string Prefix = "help:";
    private const string FamilyEnding = ".faq.md";
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(15);
    private volatile Shelf? _shelf;

    /// <summary>What families ask (row #240), as the files say it; pages show <see cref="FamilyBook"/>.</summary>
    public HelpBook Families => Current.Families;

    /// <summary>The files of <see cref="Families"/> by name, empty ones included.</summary>
    public IReadOnlyList<HelpFile> FamilyFiles => Current.FamilyFiles;

    /// <summary>What the staff of schools asks (rows #245, #246).</summary>
    public HelpBook Agents => Current.Agents;

    /// <summary>Folder of the operators' texts.</summary>
    public string Folder => options.Value.Folder is { Length: > 0 } folder ? folder : Path.Combine(service.DataFolder, "aide");

    private Shelf Current
    {
        get
        {
            if (_shelf is { } shelf && clock.GetElapsedTime(shelf.LookedAt) <= Freshness)
            {
                return shelf;
            }

            var stamp = Stamp();
            return _shelf = _shelf is { } known && known.Stamp == stamp ? known with { LookedAt = clock.GetTimestamp() } : Load(stamp);
        }
    }

    /// <summary>Names and texts of the files in the program.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> OwnTexts()
    {
        var assembly = typeof(HelpBooks).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return KeyValuePair.Create(name[Prefix.Length..], reader.ReadToEnd());
        })];
    }

    private Shelf Load(string stamp)
    {
        var texts = new SortedDictionary<string, string>(OwnTexts().ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        var sections = texts.ToDictionary(file => file.Key, file => HelpReader.Read(file.Key, file.Value), StringComparer.Ordinal);
        foreach (var path in Files())
        {
            try
            {
                var (name, text) = (Path.GetFileName(path), File.ReadAllText(path));
                sections[name] = HelpReader.Read(name, text);
                texts[name] = text;
            }
            catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
            {
                LeftOut(log, error.Message);
            }
        }

        HelpFile[] families = [.. texts.Where(file => file.Key.EndsWith(FamilyEnding, StringComparison.Ordinal)).Select(file => new HelpFile(file.Key[..^FamilyEnding.Length], file.Value, sections[file.Key]))];
        return new Shelf(Book(FamilyEnding), Book(".agents.md"), families, stamp, clock.GetTimestamp());

        HelpBook Book(string ending) => new([.. sections.Where(file => file.Key.EndsWith(ending, StringComparison.Ordinal) && file.Value is not null)
            .OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Value!)]);
    }

    private List<string> Files() => Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*.md").Order(StringComparer.Ordinal)] : [];

    private string Stamp() => string.Join('|', Files().Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks}"));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A help text is left out: {Reason}")]
    private static partial void LeftOut(ILogger log, string reason);

    private sealed record Shelf(HelpBook Families, HelpBook Agents, IReadOnlyList<HelpFile> FamilyFiles, string Stamp, long LookedAt);
}
