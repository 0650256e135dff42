using EduConnect.Core.HelpTexts;
using EduConnect.Web.Help;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Adds a question to a section of those of families, or edits one (row #240): shown before it is saved, by the renderer of the public page.</summary>
internal sealed class FaqQuestionModel(OperatorDesk desk, FaqDesk faq) : OperatorPage(desk)
{
    [BindProperty]
    public QuestionForm Form { get; set; } = new();

    public FaqEntry Entry { get; private set; } = null!;

    /// <summary>The question edited; null while one is added.</summary>
    public string? Anchor { get; private set; }

    /// <summary>What stands there now; null when there is nothing.</summary>
    public SourceQuestion? Current => Anchor is null ? null : Entry.Source?.Find(Anchor);

    /// <summary>What was asked to be shown; null when nothing was.</summary>
    public SourceQuestion? Preview { get; private set; }

    /// <summary>Whether somebody else changed this question while it was being written.</summary>
    public bool IsOvertaken { get; private set; }

    public async Task<IActionResult> OnGetAsync(string key, string? anchor, CancellationToken cancellationToken)
    {
        if (await LoadAsync(key, anchor, cancellationToken) is null || (anchor is not null && Current is null) || Entry.Source is null)
        {
            return NotFound();
        }

        Form = Current is { } question ? QuestionForm.Of(question) : Form;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key, string? anchor, CancellationToken cancellationToken)
    {
        if (await LoadAsync(key, anchor, cancellationToken) is not { } shelf)
        {
            return NotFound();
        }

        if (Form.Read(anchor ?? shelf.NewAnchor(Form.Title ?? string.Empty), "Form.", ModelState, Texts) is not { } question)
        {
            return Again();
        }

        if (Request.Form["go"] == TextForm.Preview)
        {
            Preview = question;
            return Page();
        }

        // A question that is added overwrites nothing, whatever happened to the section.
        var outcome = await faq.ChangeAsync(Entry, anchor is null ? Entry.Last : TextForm.Seen(Request.Form["Version"]), source => source.Find(question.Anchor), source => source.With(question), Operator, cancellationToken);
        return outcome is TextOutcome.Written or TextOutcome.Unchanged
            ? Redirect($"{OperatorRoutes.FaqAddress(key)}?suite={(outcome == TextOutcome.Written ? "ecrit" : "deja")}")
            : await RefusedAsync(outcome, cancellationToken);
    }

    /// <summary>The answer as families see it.</summary>
    public static HtmlString Rendered(SourceQuestion question) => HelpMarkdown.ToHtml(question.Answer);

    private async Task<IActionResult> RefusedAsync(TextOutcome outcome, CancellationToken cancellationToken)
    {
        await LoadAsync(Entry.Key, Anchor, cancellationToken);
        IsOvertaken = outcome == TextOutcome.Overtaken;
        ModelState.AddModelError("Form.Answer", Texts[outcome switch { TextOutcome.Overtaken => "Faq.Overtaken", TextOutcome.TooLong => "Faq.Section.Full", _ => "Faq.Section.Gone" }]);
        return Again();
    }

    private async Task<FaqShelf?> LoadAsync(string key, string? anchor, CancellationToken cancellationToken)
    {
        var shelf = await faq.ReadAsync(cancellationToken);
        if (shelf.Find(key) is not { } entry || (anchor is not null && !anchor.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-')))
        {
            return null;
        }

        (Entry, Anchor) = (entry, anchor);
        return shelf;
    }
}
