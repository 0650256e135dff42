using EduConnect.Core.HelpTexts;
using EduConnect.Web.Help;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Withdraws one of the questions of families (row #240), once the operator has read what that means.</summary>
internal sealed class FaqWithdrawModel(OperatorDesk desk, FaqDesk faq) : OperatorPage(desk)
{
    public FaqEntry Entry { get; private set; } = null!;

    public SourceQuestion Question { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string key, string anchor, CancellationToken cancellationToken) => await LoadAsync(key, anchor, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string key, string anchor, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(key, anchor, cancellationToken))
        {
            return NotFound();
        }

        var outcome = await faq.ChangeAsync(Entry, TextForm.Seen(Request.Form["Version"]), source => source.Find(anchor), source => source.Without(anchor), Operator, cancellationToken);
        return Redirect($"{OperatorRoutes.FaqAddress(key)}?suite={(outcome == TextOutcome.Written ? "question" : "depasse")}");
    }

    private async Task<bool> LoadAsync(string key, string anchor, CancellationToken cancellationToken)
    {
        if ((await faq.ReadAsync(cancellationToken)).Find(key) is not { Source: { } source } entry || source.Find(anchor) is not { } question)
        {
            return false;
        }

        (Entry, Question) = (entry, question);
        return true;
    }
}
