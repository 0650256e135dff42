using EduConnect.Core.HelpTexts;
using EduConnect.Web.Help;

namespace EduConnect.Web.Operators;

/// <summary>A section of the questions of families as operators edit it.</summary>
/// <param name="Key">its name among the files and in main</param>
/// <param name="Original">what the files say; null where operators added it</param>
/// <param name="Version">the version in force; null when nobody ever changed it</param>
internal sealed record FaqEntry(string Key, HelpSource? Original, TextVersion? Version)
{
    /// <summary>What families read; null when it is withdrawn, or gone.</summary>
    public HelpSource? Source { get; } = Version?.Text is { } text ? HelpSource.Read(Key, text) : Original;

    /// <summary>The name of its versions.</summary>
    public string Subject => FaqTexts.Prefix + Key;

    /// <summary>Number of the version in force; 0 when nobody ever changed it.</summary>
    public int Last => Version?.Number ?? 0;

    /// <summary>Whether it is another text than that of the files.</summary>
    public bool IsEdited => Version?.Text is not null;

    /// <summary>What it is called, withdrawn or not.</summary>
    public string Title => Source?.Title ?? Original?.Title ?? Key;
}

/// <summary>All sections of the questions of families, withdrawn ones included, in their order.</summary>
/// <param name="Entries">the sections</param>
/// <param name="OrderVersion">number of the version of the order; 0 when nobody ever changed it</param>
internal sealed record FaqShelf(IReadOnlyList<FaqEntry> Entries, int OrderVersion)
{
    private const int LongestAnchor = 60;

    // Addresses that are pages of their own.
    private static readonly string[] Taken = ["agents", "contacts", "images", "ajouter"];

    /// <summary>The section of a key; null when there is none.</summary>
    public FaqEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

    /// <summary>A name in addresses made of a title, that nothing has or ever brought.</summary>
    public string NewAnchor(string title)
    {
        var used = Entries.SelectMany(entry => new[] { entry.Source, entry.Original }).OfType<HelpSource>().SelectMany(AnchorsOf).Concat(Entries.Select(entry => entry.Key)).Concat(Taken).ToHashSet(StringComparer.Ordinal);
        var words = string.Join('-', HelpBook.WordsOf(title).Select(word => string.Concat(word.Where(char.IsAsciiLetterOrDigit))).Where(word => word.Length > 0)).ToLowerInvariant();
        var name = (words.Length > LongestAnchor ? words[..LongestAnchor] : words).Trim('-') is { Length: > 0 } slug ? slug : "question";
        return used.Contains(name) ? Enumerable.Range(2, int.MaxValue - 2).Select(number => FormattableString.Invariant($"{name}-{number}")).First(one => !used.Contains(one)) : name;
    }

    /// <summary>A question that a text would bring and another section has already; null when there is none.</summary>
    public SourceQuestion? Twice(FaqEntry section, HelpSource text)
    {
        var others = Entries.Where(entry => entry.Key != section.Key).Select(entry => entry.Source).OfType<HelpSource>().SelectMany(AnchorsOf).ToHashSet(StringComparer.Ordinal);
        return text.Questions.FirstOrDefault(question => others.Contains(question.Anchor));
    }

    private static IEnumerable<string> AnchorsOf(HelpSource source) => source.Questions.Select(question => question.Anchor).Append(source.Anchor);
}
