using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Administration;

/// <summary>A page about two people of the school who may be one, for the school to decide.</summary>
internal abstract class DoubtDecisionPage(ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : SchoolPage
{
    /// <summary>Sentences by name.</summary>
    protected IStringLocalizer<AdministrationTexts> Texts => texts;

    /// <summary>All doubts of the school.</summary>
    public string ListAddress => $"{Root}/doublons";

    /// <summary>Where the source of the school is corrected.</summary>
    public string SourceName => Scope.School.Degree == Degree.First ? "ONDE" : "SIECLE";

    /// <summary>Whether modifying is refused now (domain 15.2).</summary>
    public bool IsReadOnly => readOnly.IsOn;

    /// <summary>Until when and why.</summary>
    public string ReadOnlyReason => ReadOnlyWords.Reason(readOnly, texts);

    /// <summary>The page once more, with what it would do now, not what was sent.</summary>
    protected PageResult Again(string sentence)
    {
        ModelState.Clear();
        ModelState.AddModelError(string.Empty, Texts[sentence, SourceName]);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
