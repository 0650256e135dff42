using System.Text.Json;
using EduConnect.Core.Activation;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Activation;

/// <summary>Second confirmation of the ties said to be wrong (row #74).</summary>
internal sealed class ReportsModel(MainDb main) : ActivationPage(ActivationStep.Reports)
{
    /// <summary>The children answered with "Non".</summary>
    public IReadOnlyList<Child> Reported { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        await AllowReturnAsync();
        var decision = JsonSerializer.Deserialize<TieDecision>(State.Decision!)!;
        var children = await Children.OfAsync(main, Account.Id, HttpContext.RequestAborted);
        Reported = [.. children.Where(child => decision.ReportedWrong.Contains(child.PupilId))];
    }

    /// <summary>Carries everything out.</summary>
    public Task<IActionResult> OnPostAsync() => FinishAsync();
}
