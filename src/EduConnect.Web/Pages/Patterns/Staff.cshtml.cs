using EduConnect.Web.Design;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace EduConnect.Web.Pages.Patterns;

/// <summary>The elements of the agents' pages.</summary>
public sealed class SchoolPatternsModel(IHostEnvironment environment, PageFrame frame) : PatternModel(environment, frame)
{
    /// <summary>Sample values of a filter.</summary>
    public IReadOnlyList<SelectListItem> Classes { get; } =
        [.. Enumerable.Range(0, 12).Select(rank => new SelectListItem($"5E {(char)('A' + rank)}", $"5E{rank}", selected: rank < 2))];

    /// <summary>Whether the sample work goes on.</summary>
    public bool Running { get; private set; }

    /// <summary>Shows the page; with <c>running</c>, the sample work goes on.</summary>
    public void OnGet(bool running)
    {
        Running = running;
        Frame.SignOutPath = "/_patterns";
        Frame.ChangeSchoolPath = "/_patterns";
        Frame.Uai = "9999901Z";
    }
}
