using EduConnect.Core.Guardians.Grouping;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>Username and password of the other account (rows #101 to #103); slowed down like sign-in (S-MG1).</summary>
internal sealed class GatherModel(FindOtherAccount find, FamilySignIn family, IStringLocalizer<FamilyTexts> texts, IStringLocalizer<MyAccountTexts> own) : MyAccountPage(forGuardians: true)
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public GatherInput Input { get; set; } = new();

    /// <summary>The one sentence of a refused username or password; null otherwise.</summary>
    public string? Failure { get; private set; }

    /// <summary>Shows the page.</summary>
    public void OnGet() => Input = new();

    /// <summary>Checks the other account.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Input.Username))
        {
            ModelState.AddModelError("Input.Username", own["Gather.Username.Empty"]);
        }

        if (string.IsNullOrEmpty(Input.Password))
        {
            ModelState.AddModelError("Input.Password", own["Gather.Password.Empty"]);
        }

        if (!ModelState.IsValid)
        {
            return Again();
        }

        var attempt = new GroupingAttempt(Session, Input.Username, Input.Password, family.Device(HttpContext), HttpContext.Connection.RemoteIpAddress, HttpContext.TraceIdentifier);
        var found = await find.RunAsync(attempt, HttpContext.RequestAborted);
        switch (found.Result)
        {
            case GroupingResult.Found:
                return Redirect("/mon-compte/enfants/ajouter/confirmer");
            case GroupingResult.Own:
                ModelState.AddModelError("Input.Username", own["Gather.Own"]);
                break;
            case GroupingResult.NamesDiffer:
                ModelState.AddModelError("Input.Username", own["Gather.Names"]);
                break;
            case GroupingResult.MustWait:
                ModelState.AddModelError("Input.Password", TooMany(found.Wait!.Value));
                break;
            default:
                Failure = texts["SignIn.Wrong"];
                ModelState.AddModelError("Input.Password", own["Gather.Password.Again"]);
                break;
        }

        return Again();
    }
}

/// <summary>What the page sends.</summary>
internal sealed class GatherInput
{
    /// <summary>Identifiant of the other account.</summary>
    public string? Username { get; set; }

    /// <summary>Its password; never written back.</summary>
    public string? Password { get; set; }
}
