using EduConnect.Core.Assistance;
using EduConnect.Core.Schools;
using EduConnect.Web.Help;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Help;

/// <summary>What one académie tells families who need help, for each degree (row #242); the general ladder where it says nothing.</summary>
internal sealed class ContactModel(AssistanceTexts texts) : PageModel
{
    /// <summary>The académie.</summary>
    public Academie Academie { get; private set; } = null!;

    /// <summary>Its text for the 1st degree; null when there is none.</summary>
    public HtmlString? First { get; private set; }

    /// <summary>Its text for the 2nd degree; null when there is none.</summary>
    public HtmlString? Second { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string academie)
    {
        if (Academies.BySlug(academie) is not { } found)
        {
            return NotFound();
        }

        (Academie, First, Second) = (found, await TextAsync(found, Degree.First), await TextAsync(found, Degree.Second));
        return Page();
    }

    private async Task<HtmlString?> TextAsync(Academie academie, Degree degree) =>
        await texts.FindAsync(academie, degree, HttpContext.RequestAborted) is { } text ? HelpMarkdown.ToHtml(text) : null;
}
