using EduConnect.Core.HelpTexts;
using EduConnect.Web.Design;
using EduConnect.Web.Help;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Adds a section to the questions of families (row #240).</summary>
internal sealed class FaqAddSectionModel(OperatorDesk desk, FaqDesk faq) : OperatorPage(desk)
{
    [BindProperty]
    public string? Name { get; set; }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Name = QuestionForm.OneLine(Name);
        if (Name.Length is 0 or > QuestionForm.LongestTitle || Name.Contains("{#", StringComparison.Ordinal))
        {
            ModelState.AddModelError(nameof(Name), Name.Length == 0 ? Texts["Faq.Section.Empty"] : Texts["Faq.Section.TooLong", FrenchFigures.Number(QuestionForm.LongestTitle)]);
            return Again();
        }

        var anchor = (await faq.ReadAsync(cancellationToken)).NewAnchor(Name);
        var outcome = await faq.WriteAsync(anchor, new HelpSource(anchor, Name, []).Write(), 0, Operator, cancellationToken);
        return Redirect(outcome == TextOutcome.Written ? OperatorRoutes.FaqAddress(anchor) + "?suite=ajoutee" : OperatorRoutes.Faq + "?suite=depasse");
    }
}
