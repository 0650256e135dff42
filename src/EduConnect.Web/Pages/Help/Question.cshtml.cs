using EduConnect.Web.Help;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Help;

/// <summary>One question alone: what other pages and people lead to.</summary>
internal sealed class QuestionModel(HelpBooks books) : PageModel
{
    /// <summary>The question.</summary>
    public FoundQuestion Found { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public IActionResult OnGet(string anchor)
    {
        if (books.Families.Find(anchor) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        return Page();
    }
}
