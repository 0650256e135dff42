using EduConnect.Web.Design;
using EduConnect.Web.Help;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Operators;

/// <summary>The fields of a question of families.</summary>
internal sealed class QuestionForm
{
    /// <summary>Signs of a question, or of the words for the search, at most.</summary>
    public const int LongestTitle = 200;

    /// <summary>Signs of an answer at most.</summary>
    public const int LongestAnswer = 8_000;

    public string? Title { get; set; }

    public string? Words { get; set; }

    public string? Answer { get; set; }

    /// <summary>The form of a question.</summary>
    public static QuestionForm Of(SourceQuestion question) => new() { Title = question.Title, Words = question.Words, Answer = question.Answer };

    /// <summary>The question under an anchor; null when something is wrong, which is then said at its field.</summary>
    public SourceQuestion? Read(string anchor, string prefix, ModelStateDictionary errors, IStringLocalizer<OperatorTexts> texts)
    {
        (Title, Words, Answer) = (OneLine(Title), OneLine(Words), TextForm.Clean(Answer));
        Require(Title.Length > 0, nameof(Title), "Faq.Title.Empty");
        Require(Title.Length <= LongestTitle, nameof(Title), "Faq.Title.TooLong", FrenchFigures.Number(LongestTitle));
        Require(Words.Length <= LongestTitle, nameof(Words), "Faq.Words.TooLong", FrenchFigures.Number(LongestTitle));
        Require(Answer.Length > 0, nameof(Answer), "Faq.Answer.Empty");
        Require(Answer.Length <= LongestAnswer, nameof(Answer), "Faq.Answer.TooLong", FrenchFigures.Number(Answer.Length), FrenchFigures.Number(LongestAnswer));
        Require(!Answer.Split('\n').Any(IsOfTheFormat), nameof(Answer), "Faq.Answer.Line");
        var question = new SourceQuestion(anchor, Title, Words, Answer);

        // What would be read back otherwise than it was written never gets into main.
        Require(!errors.IsValid || ReadsBack(question), nameof(Title), "Faq.Title.Form");
        return errors.IsValid ? question : null;

        void Require(bool holds, string field, string name, params object[] arguments)
        {
            if (!holds)
            {
                errors.AddModelError(prefix + field, texts[name, arguments]);
            }
        }
    }

    /// <summary>Text of one line: blanks of any kind become one space.</summary>
    public static string OneLine(string? text) => string.Join(' ', (text ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsOfTheFormat(string line) =>
        line.TrimStart().StartsWith('#') || line.StartsWith(HelpSource.SearchLine, StringComparison.Ordinal) || line.StartsWith(HelpReader.PictureLine, StringComparison.Ordinal);

    private static bool ReadsBack(SourceQuestion question)
    {
        try
        {
            return HelpSource.Read(question.Anchor, new HelpSource("s", "S", [question]).Write()) is { Questions: [var one] } && one == question;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
