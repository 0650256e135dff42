using EduConnect.Core.HelpTexts;
using EduConnect.Core.Operators;
using EduConnect.Web.Design;
using EduConnect.Web.Help;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>A section of the questions of families: its questions in their order, its name, its versions (row #240).</summary>
internal sealed class FaqSectionModel(OperatorDesk desk, FaqDesk faq, ReadTextVersions versions, OperatorNames names) : OperatorPage(desk)
{
    [BindProperty]
    public string? Name { get; set; }

    public FaqEntry Entry { get; private set; } = null!;

    public VersionsView Versions { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(key, cancellationToken))
        {
            return NotFound();
        }

        Name = Entry.Source?.Title;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(key, cancellationToken))
        {
            return NotFound();
        }

        if (Request.Form["go"] != "nom")
        {
            var (anchor, isUp) = (Request.Form["anchor"].ToString(), Request.Form["go"] == "monter");
            return Answer(await ChangeAsync(source => string.Join(' ', source.Questions.Select(question => question.Anchor)), source => source.Moved(anchor, isUp), cancellationToken), "ordre");
        }

        Name = QuestionForm.OneLine(Name);
        if (Name.Length is 0 or > QuestionForm.LongestTitle || Name.Contains("{#", StringComparison.Ordinal))
        {
            ModelState.AddModelError(nameof(Name), Name.Length == 0 ? Texts["Faq.Section.Empty"] : Texts["Faq.Section.TooLong", FrenchFigures.Number(QuestionForm.LongestTitle)]);
            return Again();
        }

        return Answer(await ChangeAsync(source => source.Title, source => source with { Title = Name }, cancellationToken), "nom");
    }

    private Task<TextOutcome> ChangeAsync(Func<HelpSource, object?> part, Func<HelpSource, HelpSource> change, CancellationToken cancellationToken) =>
        faq.ChangeAsync(Entry, TextForm.Seen(Request.Form["Version"]), part, change, Operator, cancellationToken);

    private RedirectResult Answer(TextOutcome outcome, string done) =>
        Redirect($"{OperatorRoutes.FaqAddress(Entry.Key)}?suite={(outcome switch { TextOutcome.Written => done, TextOutcome.Unchanged => "deja", _ => "depasse" })}");

    private async Task<bool> LoadAsync(string key, CancellationToken cancellationToken)
    {
        if ((await faq.ReadAsync(cancellationToken)).Find(key) is not { } found)
        {
            return false;
        }

        Entry = found;
        var history = await versions.RunAsync(found.Subject, PageNumber, cancellationToken);
        Versions = new VersionsView(
            history, await names.ReadAsync(history.Lines.Select(line => line.WrittenBy), cancellationToken), PageNumber, At, number => OperatorRoutes.FaqAddress(key, FormattableString.Invariant($"versions/{number}")), Texts["Text.Original"]);
        return true;
    }
}
