using EduConnect.Core.HelpTexts;
using EduConnect.Core.Operators;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>What an académie said before; from here it is put into the form again, to be changed or saved as it is.</summary>
internal sealed class AssistanceVersionModel(OperatorDesk desk, ReadTextVersions versions, OperatorNames names) : AssistancePage(desk)
{
    public TextVersion Version { get; private set; } = null!;

    /// <summary>Who wrote it; null where nobody noted it.</summary>
    public string? Writer { get; private set; }

    public async Task<IActionResult> OnGetAsync(string academie, string degree, int number, CancellationToken cancellationToken)
    {
        if (!Find(academie, degree) || await versions.FindAsync(Subject, number, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Version = found;
        Writer = (await names.ReadAsync([found.WrittenBy], cancellationToken)).GetValueOrDefault(found.WrittenBy);
        return Page();
    }
}
