using EduConnect.Web.Help;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Help;

/// <summary>"Les réponses à toutes vos questions": sections, search, folding answers (row #240).</summary>
internal sealed class IndexModel(FamilyBook book) : PageModel
{
    /// <summary>Answers found this few are shown unfolded.</summary>
    public const int FewAnswers = 2;

    /// <summary>What was searched for; empty when nothing was.</summary>
    [FromQuery(Name = "q")]
    public string? Search { get; set; }

    /// <summary>Anchor of the chosen section; null for all.</summary>
    [FromQuery(Name = "section")]
    public string? Section { get; set; }

    /// <summary>The whole book.</summary>
    public HelpBook Book { get; private set; } = null!;

    /// <summary>The sections shown when nothing was searched for.</summary>
    public IReadOnlyList<HelpSection> Sections { get; private set; } = [];

    /// <summary>What was found; null when nothing was searched for.</summary>
    public HelpResults? Results { get; private set; }

    /// <summary>Whether the section held nothing and all sections were searched.</summary>
    public bool IsWider { get; private set; }

    /// <summary>Shows the questions.</summary>
    public async Task OnGetAsync()
    {
        Book = await book.GetAsync(HttpContext.RequestAborted);
        Search = (Search ?? string.Empty).Trim() is var typed && typed.Length > HelpSearch.LongestSearch ? typed[..HelpSearch.LongestSearch] : typed;
        var chosen = Book.Sections.Where(section => section.Anchor == Section).ToList();
        Section = chosen is [var one] ? one.Anchor : null;
        Sections = chosen.Count > 0 ? chosen : Book.Sections;
        if (Search.Length > 0)
        {
            Results = HelpSearch.Run(new HelpBook(Sections), Search);
            if (Section is not null && (Results.Questions.Count == 0 || !Results.IsExact))
            {
                var everywhere = HelpSearch.Run(Book, Search);
                IsWider = everywhere.Questions.Count > 0 && (Results.Questions.Count == 0 || everywhere.IsExact);
                Results = IsWider ? everywhere : Results;
            }
        }
    }
}
