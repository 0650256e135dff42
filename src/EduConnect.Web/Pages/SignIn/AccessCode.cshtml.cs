using EduConnect.Core.Accounts;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.AccessCodes;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.SignIn;

/// <summary>A pupil signs in with the code that an agent gave (domain §11). Every refusal reads the same.</summary>
[AllowAnonymous, WorksInMaintenance]
internal sealed class AccessCodeModel(ReturnAddress returns, FamilySignIn family, IStringLocalizer<FamilyTexts> texts) : PageModel
{
    /// <summary>Where it is.</summary>
    public const string Path = "/connexion/eleve/code";

    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>Identifiant.</summary>
    [BindProperty]
    public string? Username { get; set; }

    /// <summary>The code as typed.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The one sentence of a refusal; null before any.</summary>
    public string? Failure { get; private set; }

    /// <summary>How long to wait, when that is the reason.</summary>
    public TimeSpan? Wait { get; private set; }

    /// <summary>The sign-in page of pupils, with what has to be carried along.</summary>
    public string BackAddress => Carry("/connexion/" + CredentialsModel.Pupil, ReturnUrl);

    /// <summary>An address of sign-in that goes on to the same place afterwards.</summary>
    public static string Carry(string path, string? returnUrl) => ReturnAddress.Keep(returnUrl) is { } kept ? QueryHelpers.AddQueryString(path, "returnUrl", kept) : path;

    /// <summary>Shows the page; looks at no store of people.</summary>
    public Task OnGetAsync() => returns.AllowAsync(HttpContext, ReturnUrl);

    /// <summary>Tries to sign in.</summary>
    public async Task<IActionResult> OnPostAsync([FromServices] SignInWithAccessCode signIn)
    {
        await returns.AllowAsync(HttpContext, ReturnUrl);
        if (!IsFilledIn())
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var attempt = new SignInAttempt(AccountKind.Pupil, Username, Code, true, null, HttpContext.Connection.RemoteIpAddress, HttpContext.TraceIdentifier)
        {
            UserAgent = Request.Headers.UserAgent,
        };
        switch (await signIn.RunAsync(attempt, HttpContext.RequestAborted))
        {
            case SignInOutcome.SignedIn entered:
                await family.EnterAsync(HttpContext, entered.Handle, entered.Device);
                return Redirect(await family.NextAsync(HttpContext, entered.AccountId, AccountKind.Pupil, ReturnUrl));
            case SignInOutcome.MustWait must:
                Wait = must.Wait;
                return Refuse(SignInWait.Answer(Response, must.Wait, texts));
            default:
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Refuse(texts["SignIn.Code.Wrong"]);
        }
    }

    private bool IsFilledIn()
    {
        if (string.IsNullOrWhiteSpace(Username))
        {
            ModelState.AddModelError(nameof(Username), texts["SignIn.Username.Empty"]);
        }

        if (string.IsNullOrWhiteSpace(Code))
        {
            ModelState.AddModelError(nameof(Code), texts["SignIn.Code.Empty"]);
        }

        return ModelState.IsValid;
    }

    private PageResult Refuse(string sentence)
    {
        Failure = sentence;
        // Never shown again: the next one is typed into an empty field.
        Code = null;
        ModelState.SetModelValue(nameof(Code), null, null);
        ModelState.AddModelError(nameof(Code), Wait is null ? texts["SignIn.Code.Again"] : sentence);
        return Page();
    }
}
