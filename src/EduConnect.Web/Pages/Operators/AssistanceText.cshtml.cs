using EduConnect.Core.Assistance;
using EduConnect.Core.HelpTexts;
using EduConnect.Core.Operators;
using EduConnect.Core.Platform;
using EduConnect.Web.Design;
using EduConnect.Web.Help;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Operators;

/// <summary>
/// Edits what an académie tells the families of one degree (row #242), as the command <c>assistance set</c> does. Shown before it is saved by the renderer of the
/// page of families; whoever was overtaken by somebody else keeps their words.
/// </summary>
internal sealed class AssistanceTextModel(OperatorDesk desk, ReadAssistance read, ReadTextVersions versions, SetAssistanceText set, OperatorNames names, ReadOnlyMode readOnly) : AssistancePage(desk)
{
    /// <summary>Signs at most.</summary>
    public const int LongestText = AssistanceText.LongestText;

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>The version that the form is made from; 0 when there is none.</summary>
    public int Version => Versions.History.Last;

    /// <summary>What stands there now; null for the general text.</summary>
    public string? Current { get; private set; }

    /// <summary>How <see cref="Text"/> would look; null when it was not asked for.</summary>
    public HtmlString? Preview { get; private set; }

    /// <summary>Whether somebody else wrote while this was being written.</summary>
    public bool IsOvertaken { get; private set; }

    /// <summary>Nothing can be written during maintenance.</summary>
    public bool IsReadOnly => readOnly.IsOn;

    public VersionsView Versions { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string academie, string degree, CancellationToken cancellationToken)
    {
        if (!Find(academie, degree))
        {
            return NotFound();
        }

        await LoadAsync(cancellationToken);
        Text = int.TryParse(Request.Query["version"], out var number) && await versions.FindAsync(Subject, number, cancellationToken) is { Text: { } earlier } ? earlier : Current;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string academie, string degree, CancellationToken cancellationToken)
    {
        if (!Find(academie, degree))
        {
            return NotFound();
        }

        Text = TextForm.Clean(Text);
        var outcome = Request.Form["go"] == TextForm.Preview
            ? Check()
            : await set.RunAsync(Academie.Code, Degree, Text, Operator, cancellationToken, TextForm.Seen(Request.Form["Version"]));
        if (outcome is TextOutcome.Written or TextOutcome.Unchanged && Request.Form["go"] != TextForm.Preview)
        {
            return Redirect($"{Address}?suite={(outcome == TextOutcome.Written ? "ecrit" : "deja")}");
        }

        await LoadAsync(cancellationToken);
        return Answer(outcome);
    }

    /// <summary>Markdown as families see it.</summary>
    public static HtmlString Rendered(string text) => HelpMarkdown.ToHtml(text);

    /// <summary>The page of a version.</summary>
    public string VersionAddress(int number) => OperatorRoutes.AssistanceAddress(Academie, Degree, FormattableString.Invariant($"versions/{number}"));

    private TextOutcome Check() => Text!.Length switch { 0 => TextOutcome.Empty, > LongestText => TextOutcome.TooLong, _ => TextOutcome.Unchanged };

    private PageResult Answer(TextOutcome outcome)
    {
        switch (outcome)
        {
            case TextOutcome.Empty:
                ModelState.AddModelError(nameof(Text), Texts["Text.Empty"]);
                return Again();
            case TextOutcome.TooLong:
                ModelState.AddModelError(nameof(Text), Texts["Text.TooLong", FrenchFigures.Number(Text!.Length), FrenchFigures.Number(LongestText)]);
                return Again();
            case TextOutcome.Overtaken:
                IsOvertaken = true;
                ModelState.AddModelError(nameof(Text), Texts["Text.Overtaken"]);
                return Again();
            default:
                Preview = Rendered(Text!);
                return Page();
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Current = (await read.FindAsync(Academie.Code, Degree, cancellationToken))?.Text;
        var history = await versions.RunAsync(Subject, PageNumber, cancellationToken);
        Versions = new VersionsView(history, await names.ReadAsync(history.Lines.Select(line => line.WrittenBy), cancellationToken), PageNumber, At, VersionAddress, Texts["Text.General"]);
    }
}
