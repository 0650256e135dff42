using EduConnect.Core.Platform;
using Microsoft.AspNetCore.Html;

namespace EduConnect.Web.Help;

/// <summary>One question with its answer.</summary>
/// <param name="Anchor">stable name in addresses: other pages lead here by it</param>
/// <param name="Title">the question as families ask it</param>
/// <param name="Answer">the answer, safe HTML</param>
/// <param name="Words">folded words of question and section</param>
/// <param name="AllWords">folded words of everything, words that only help the search included</param>
public sealed record HelpQuestion(string Anchor, string Title, HtmlString Answer, IReadOnlyList<string> Words, IReadOnlyList<string> AllWords)
{
    /// <summary>Pictures below the answer, in the order of the file.</summary>
    public IReadOnlyList<HelpPicture> Pictures { get; init; } = [];
}

/// <summary>A picture of a screen that an answer shows where the operator had the pictures made.</summary>
/// <param name="Name">one of <see cref="GuidePictures.Names"/></param>
/// <param name="Alternative">what it shows, for who does not see it</param>
/// <param name="Caption">the sentence below it</param>
public sealed record HelpPicture(string Name, string Alternative, string Caption);

/// <summary>Questions that belong together: one file.</summary>
/// <param name="Anchor">its name in addresses</param>
/// <param name="Title">its heading</param>
/// <param name="Questions">in the order of the file</param>
public sealed record HelpSection(string Anchor, string Title, IReadOnlyList<HelpQuestion> Questions);

/// <summary>One file of help.</summary>
/// <param name="Key">its name without the ending</param>
/// <param name="Text">as it is written</param>
/// <param name="Section">as pages show it; null when it holds nothing</param>
internal sealed record HelpFile(string Key, string Text, HelpSection? Section);

/// <summary>A question found, with where it stands.</summary>
public sealed record FoundQuestion(HelpSection Section, HelpQuestion Question);

/// <summary>All sections for one kind of reader.</summary>
public sealed class HelpBook(IReadOnlyList<HelpSection> sections)
{
    /// <summary>In the order of their files' names.</summary>
    public IReadOnlyList<HelpSection> Sections { get; } = sections;

    /// <summary>Every question.</summary>
    public IEnumerable<FoundQuestion> All => Sections.SelectMany(section => section.Questions.Select(question => new FoundQuestion(section, question)));

    /// <summary>The question of an anchor; null when there is none.</summary>
    public FoundQuestion? Find(string anchor) => All.FirstOrDefault(found => found.Question.Anchor == anchor);

    /// <summary>The words of a text as the search compares them.</summary>
    public static IReadOnlyList<string> WordsOf(string text) => SearchText.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
