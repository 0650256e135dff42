using EduConnect.Core.HelpTexts;

namespace EduConnect.Web.Help;

/// <summary>
/// The questions of families as pages show them (row #240): the sections of the files, with what operators made of them on their pages in their place and
/// order. Made again when either changed; no page asks main for itself.
/// </summary>
internal sealed partial class FamilyBook(HelpBooks files, FaqTexts edited, ILogger<FamilyBook> log)
{
    private volatile Kept? _kept;

    /// <summary>The book.</summary>
    public async ValueTask<HelpBook> GetAsync(CancellationToken cancellation)
    {
        var (ours, theirs) = (files.FamilyFiles, await edited.FindAsync(cancellation));
        if (_kept is { } kept && ReferenceEquals(kept.Ours, ours) && ReferenceEquals(kept.Theirs, theirs))
        {
            return kept.Book;
        }

        var book = Join(ours, theirs);
        _kept = new Kept(ours, theirs, book);
        return book;
    }

    /// <summary>Whether a question of the files has this anchor: other pages lead to it even after operators withdrew it.</summary>
    public bool IsOriginal(string anchor) => files.Families.Find(anchor) is not null;

    private HelpBook Join(IReadOnlyList<HelpFile> ours, IReadOnlyDictionary<string, string> theirs)
    {
        var sections = ours.ToDictionary(file => file.Key, file => file.Section, StringComparer.Ordinal);
        foreach (var (subject, text) in theirs.Where(one => one.Key.StartsWith(FaqTexts.Prefix, StringComparison.Ordinal)))
        {
            var key = subject[FaqTexts.Prefix.Length..];
            try
            {
                sections[key] = HelpReader.Read(key, text);
            }
            catch (FormatException error)
            {
                LeftOut(log, error.Message);
            }
        }

        var order = FaqOrder.Sorted(sections.Keys, theirs.GetValueOrDefault(FaqTexts.Order));
        return new HelpBook([.. order.Select(key => sections[key]).OfType<HelpSection>().Where(section => section.Questions.Count > 0)]);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A help text of main is left out: {Reason}")]
    private static partial void LeftOut(ILogger log, string reason);

    private sealed record Kept(IReadOnlyList<HelpFile> Ours, IReadOnlyDictionary<string, string> Theirs, HelpBook Book);
}
