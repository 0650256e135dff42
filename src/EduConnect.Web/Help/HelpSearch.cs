namespace EduConnect.Web.Help;

/// <summary>What a search found.</summary>
/// <param name="Questions">best first</param>
/// <param name="IsExact">every word was found; otherwise these come nearest</param>
public sealed record HelpResults(IReadOnlyList<FoundQuestion> Questions, bool IsExact);

/// <summary>
/// Finds questions by their words, whatever the accents, capitals, apostrophes and plurals. A pure function: no index is worth its
/// upkeep for a few dozen questions.
/// </summary>
public static class HelpSearch
{
    /// <summary>Signs of a search that are looked at.</summary>
    public const int LongestSearch = 200;

    private const int MostWords = 12;
    private static readonly Lazy<HashSet<string>> SmallWords = new(ReadSmallWords);

    /// <summary>The questions that hold every word of <paramref name="typed"/>, or else those that hold the most of them.</summary>
    public static HelpResults Run(HelpBook book, string typed)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(typed);
        var words = Words(typed.Length > LongestSearch ? typed[..LongestSearch] : typed);
        if (words.Count == 0)
        {
            return new HelpResults([], true);
        }

        var scored = book.All.Select(found => (Found: found, Held: words.Count(word => Holds(found.Question.AllWords, word)), InTitle: words.Count(word => Holds(found.Question.Words, word))))
            .Where(one => one.Held > 0).OrderByDescending(one => one.Held).ThenByDescending(one => one.InTitle).ToList();
        var most = scored.Count > 0 ? scored[0].Held : 0;
        return new HelpResults([.. scored.Where(one => one.Held == most && (most * 2 >= words.Count)).Select(one => one.Found)], most == words.Count);
    }

    private static List<string> Words(string typed)
    {
        var all = HelpBook.WordsOf(typed).Distinct(StringComparer.Ordinal).Take(MostWords).ToList();
        var telling = all.Where(word => !SmallWords.Value.Contains(word)).ToList();
        return (telling.Count > 0 ? telling : all).ConvertAll(Stem);
    }

    private static bool Holds(IReadOnlyList<string> words, string word) => words.Any(one => one.StartsWith(word, StringComparison.Ordinal));

    private static string Stem(string word) => word.Length > 3 && (word[^1] is 's' or 'x') ? word[..^1] : word;

    private static HashSet<string> ReadSmallWords()
    {
        using var reader = new StreamReader(typeof(HelpSearch).Assembly.GetManifestResourceStream("small.words.txt")!);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
    }
}
