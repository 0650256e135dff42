using EduConnect.Core.HelpTexts;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Withdraws a section of the questions of families, or brings back what its file says (row #240), once the operator has read what that means.</summary>
internal sealed class FaqActModel(OperatorDesk desk, FaqDesk faq) : OperatorPage(desk)
{
    public FaqEntry Entry { get; private set; } = null!;

    /// <summary><c>retirer</c> or <c>origine</c>.</summary>
    public string Act { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(string key, string act, CancellationToken cancellationToken) => await LoadAsync(key, act, cancellationToken) is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(string key, string act, CancellationToken cancellationToken)
    {
        if (await LoadAsync(key, act, cancellationToken) is not { } shelf)
        {
            return NotFound();
        }

        if (Act == "origine" && shelf.Twice(Entry, Entry.Original!) is { } twice)
        {
            ModelState.AddModelError(string.Empty, Texts["Faq.Twice", twice.Title]);
            return Again();
        }

        var outcome = await faq.WriteAsync(key, Act == "retirer" ? string.Empty : null, TextForm.Seen(Request.Form["Version"]), Operator, cancellationToken);
        return Redirect($"{OperatorRoutes.FaqAddress(key)}?suite={(outcome switch { TextOutcome.Written => Act, TextOutcome.Unchanged => "deja", _ => "depasse" })}");
    }

    private async Task<FaqShelf?> LoadAsync(string key, string act, CancellationToken cancellationToken)
    {
        var shelf = await faq.ReadAsync(cancellationToken);
        Act = act.ToLowerInvariant();
        if (shelf.Find(key) is not { } found || (Act == "origine" && found.Original is null))
        {
            return null;
        }

        Entry = found;
        return shelf;
    }
}
