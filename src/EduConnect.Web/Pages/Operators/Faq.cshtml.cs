using EduConnect.Core.HelpTexts;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The sections of the questions of families (row #240), withdrawn ones included, and their order.</summary>
internal sealed class FaqModel(OperatorDesk desk, FaqDesk faq) : OperatorPage(desk)
{
    public FaqShelf Shelf { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => Shelf = await faq.ReadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var shelf = await faq.ReadAsync(cancellationToken);
        var outcome = await faq.MoveAsync(shelf, Request.Form["key"].ToString(), Request.Form["go"] == "monter", TextForm.Seen(Request.Form["Version"]), Operator, cancellationToken);
        return Redirect($"{OperatorRoutes.Faq}?suite={(outcome switch { TextOutcome.Written => "ordre", TextOutcome.Unchanged => "deja", _ => "depasse" })}");
    }
}
