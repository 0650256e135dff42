using EduConnect.Core.Assistance;
using EduConnect.Core.HelpTexts;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Brings the general text back, as the command <c>assistance remove</c> does, once the operator has read what families will see.</summary>
internal sealed class RemoveAssistanceModel(OperatorDesk desk, ReadTextVersions versions, SetAssistanceText set) : AssistancePage(desk)
{
    /// <summary>The version that the question is about; 0 when there is none.</summary>
    public int Version { get; private set; }

    /// <summary>Whether somebody else wrote meanwhile.</summary>
    public bool IsOvertaken { get; private set; }

    public async Task<IActionResult> OnGetAsync(string academie, string degree, CancellationToken cancellationToken)
    {
        if (!Find(academie, degree))
        {
            return NotFound();
        }

        Version = (await versions.RunAsync(Subject, 1, cancellationToken)).Last;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string academie, string degree, CancellationToken cancellationToken)
    {
        if (!Find(academie, degree))
        {
            return NotFound();
        }

        var outcome = await set.RunAsync(Academie.Code, Degree, null, Operator, cancellationToken, TextForm.Seen(Request.Form["Version"]));
        if (outcome != TextOutcome.Overtaken)
        {
            return Redirect($"{Address}?suite={(outcome == TextOutcome.Written ? "retire" : "deja")}");
        }

        (IsOvertaken, Version) = (true, (await versions.RunAsync(Subject, 1, cancellationToken)).Last);
        return Again();
    }
}
