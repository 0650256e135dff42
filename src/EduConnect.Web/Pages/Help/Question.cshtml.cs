using EduConnect.Web.Help;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Help;

/// <summary>One question alone: what other pages and people lead to.</summary>
internal sealed class QuestionModel(FamilyBook book) : PageModel
{
    /// <summary>The question.</summary>
    public FoundQuestion Found { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string anchor)
    {
        if ((await book.GetAsync(HttpContext.RequestAborted)).Find(anchor) is not { } found)
        {
            // Pages of ours lead to it; operators withdrew it.
            return book.IsOriginal(anchor) ? Redirect("/aide") : NotFound();
        }

        Found = found;
        return Page();
    }
}
