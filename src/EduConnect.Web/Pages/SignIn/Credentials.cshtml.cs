using EduConnect.Core.Accounts;
using EduConnect.Core.SignIn;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Maintenance;
using EduConnect.Web.Pages.Activation;
using EduConnect.Web.Pages.Recovery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.SignIn;

/// <summary>Sign-in of a guardian or a pupil (rows #30, #31). Showing it looks at no store.</summary>
[AllowAnonymous, WorksInMaintenance]
internal sealed class CredentialsModel(
    SessionCookies cookies, ReturnAddress returns, FamilySignIn family, IStringLocalizer<FamilyTexts> texts) : PageModel
{
    /// <summary>Segment of the guardians' page.</summary>
    public const string Guardian = "responsable";

    /// <summary>Segment of the pupils' page.</summary>
    public const string Pupil = "eleve";

    /// <summary>Which page.</summary>
    [BindProperty(SupportsGet = true)]
    public string Profile { get; set; } = Guardian;

    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>What was typed.</summary>
    [BindProperty]
    public CredentialsInput Input { get; set; } = new();

    /// <summary>Whether this is the guardians' page.</summary>
    public bool IsGuardian => Profile == Guardian;

    /// <summary>The one sentence of a refusal; null before any.</summary>
    public string? Failure { get; private set; }

    /// <summary>How long to wait, when that is the reason.</summary>
    public TimeSpan? Wait { get; private set; }

    /// <summary>The choice of the profile, with what has to be carried along.</summary>
    public string ChangeAddress => QueryHelpers.AddQueryString(
        "/connexion", new Dictionary<string, string?> { ["changer"] = "1", ["returnUrl"] = ReturnAddress.Keep(ReturnUrl) }.Where(pair => pair.Value is not null));

    /// <summary>"Je n'ai pas de compte", with what has to be carried along.</summary>
    public string RegistrationAddress => ReturnAddress.Keep(ReturnUrl) is { } path ? QueryHelpers.AddQueryString("/inscription", "returnUrl", path) : "/inscription";

    /// <summary>"J'ai un code d'accès" (pupils), with what has to be carried along.</summary>
    public string AccessCodeAddress => AccessCodeModel.Carry(AccessCodeModel.Path, ReturnUrl);

    /// <summary>A first page of self-help, with what has to be carried along.</summary>
    public string ForgottenAddress(string path) => RecoveryAddress.Of(path, IsGuardian ? AccountKind.Guardian : AccountKind.Pupil, ReturnUrl);

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync([FromQuery(Name = "identifiant")] string? username)
    {
        Input.Username = username is { Length: <= 200 } && !username.Any(char.IsControl) ? username : null;
        if (Request.Cookies[cookies.Profile] != Profile)
        {
            cookies.WriteProfile(HttpContext, Profile);
        }

        await returns.AllowAsync(HttpContext, ReturnUrl);
    }

    /// <summary>Tries to sign in.</summary>
    public async Task<IActionResult> OnPostAsync([FromServices] SignInWithPassword signIn, [FromServices] ActivationCookie activation)
    {
        await returns.AllowAsync(HttpContext, ReturnUrl);
        if (!IsFilledIn())
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var kind = IsGuardian ? AccountKind.Guardian : AccountKind.Pupil;
        var isShared = IsGuardian ? Input.Shared : !Input.Mine;
        var attempt = new SignInAttempt(kind, Input.Username, Input.Password, isShared, family.Device(HttpContext), HttpContext.Connection.RemoteIpAddress, HttpContext.TraceIdentifier)
        {
            UserAgent = Request.Headers.UserAgent,
        };
        switch (await signIn.RunAsync(attempt, HttpContext.RequestAborted))
        {
            case SignInOutcome.SignedIn entered:
                await family.EnterAsync(HttpContext, entered.Handle, entered.Device);
                return Redirect(await family.NextAsync(HttpContext, entered.AccountId, kind, ReturnUrl));
            case SignInOutcome.MustChoosePassword must:
                return await activation.BeginAsync(HttpContext, must.AccountId, must.Print, isShared, ReturnAddress.Keep(ReturnUrl));
            case SignInOutcome.MustConfirmAddress must:
                return await activation.BeginAsync(HttpContext, must.AccountId, must.Print, isShared, ReturnAddress.Keep(ReturnUrl));
            case SignInOutcome.MustWait must:
                return Refuse(SignInWait.Answer(Response, must.Wait, texts), must.Wait);
            default:
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Refuse(texts["SignIn.Wrong"], null);
        }
    }

    private bool IsFilledIn()
    {
        if (string.IsNullOrWhiteSpace(Input.Username))
        {
            ModelState.AddModelError("Input.Username", texts["SignIn.Username.Empty"]);
        }

        if (string.IsNullOrEmpty(Input.Password))
        {
            ModelState.AddModelError("Input.Password", texts["SignIn.Password.Empty"]);
        }

        return ModelState.IsValid;
    }

    private PageResult Refuse(string sentence, TimeSpan? wait)
    {
        Failure = sentence;
        Wait = wait;
        ModelState.AddModelError("Input.Password", wait is null ? texts["SignIn.Password.Again"] : sentence);
        return Page();
    }
}

/// <summary>What the sign-in page sends.</summary>
internal sealed class CredentialsInput
{
    /// <summary>Identifiant.</summary>
    public string? Username { get; set; }

    /// <summary>Mot de passe.</summary>
    public string? Password { get; set; }

    /// <summary>Ce poste est partagé (guardians).</summary>
    public bool Shared { get; set; }

    /// <summary>Cet appareil est à moi (pupils).</summary>
    public bool Mine { get; set; }
}
