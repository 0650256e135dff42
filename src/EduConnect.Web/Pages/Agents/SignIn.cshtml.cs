using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Provider;
using EduConnect.Core.Platform;
using EduConnect.Web.Administration;
using EduConnect.Web.Design;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Maintenance;
using EduConnect.Web.Pages.SignIn;
using EduConnect.Web.Protocols.Agents;
using EduConnect.Web.Protocols.Providers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Agents;

/// <summary>An agent signs in with username, password and, unless helping pupils is all they may do (row #9), a code. Every failure reads the same.</summary>
[WorksInMaintenance]
internal sealed class SignInModel(
    AgentSignIn signIn, AgentSessions sessions, FormerAgentSession former, FamilySignIn devices, AgentProviderVisits visits, AgentProviderOptions provider, ServiceOptions service, PageFrame frame,
    IStringLocalizer<AdministrationTexts> texts, IStringLocalizer<FamilyTexts> family) : PageModel
{
    [BindProperty]
    public string? Username { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? Back { get; set; }

    /// <summary>The provider is asked for a second factor.</summary>
    [BindProperty(Name = "cle")]
    public bool IsStrong { get; set; }

    /// <summary>The ministry's provider was to be visited and does not answer.</summary>
    public bool IsProviderDown { get; private set; }

    public void OnGet() => Prepare();

    /// <summary>Sends the browser to the ministry's provider.</summary>
    public async Task<IActionResult> OnPostProviderAsync()
    {
        ModelState.Clear();
        Prepare();
        if (!provider.IsSetUp)
        {
            return NotFound();
        }

        try
        {
            var address = await visits.BeginAsync(HttpContext, IsStrong, Request.Cookies.ContainsKey(AgentAuthentication.CookieName(service)), Back);
            former.Keep(HttpContext);
            return Redirect(address);
        }
        catch (ProviderException)
        {
            IsProviderDown = true;
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Prepare();
        Require(Username, nameof(Username));
        Require(Password, nameof(Password));
        return ModelState.IsValid ? await TryAsync(cancellationToken) : Page();
    }

    private async Task<IActionResult> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var network = HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty;
            var result = await signIn.RunAsync(new AgentAttempt(Username, Password, Code, network, devices.Device(HttpContext)), cancellationToken);
            devices.Remember(HttpContext, result.Device);
            return result switch
            {
                { Outcome: AgentSignInOutcome.Done, Handle: { } handle } => await EnterAsync(handle, cancellationToken),
                { Outcome: AgentSignInOutcome.TooManyTries } => Refuse(StatusCodes.Status429TooManyRequests, SignInWait.Answer(Response, result.Wait, family)),
                _ => Refuse(StatusCodes.Status200OK, texts["SignIn.Wrong"]),
            };
        }
        catch (HashingBusyException)
        {
            Response.Headers.RetryAfter = "5";
            return Refuse(StatusCodes.Status503ServiceUnavailable, texts["SignIn.Busy"]);
        }
    }

    // A sign-in over an open session ends it (ASVS 7.2.4).
    private async Task<RedirectResult> EnterAsync(string handle, CancellationToken cancellationToken)
    {
        var name = AgentAuthentication.CookieName(service);
        if (Request.Cookies[name] is { Length: > 0 and <= 200 } old)
        {
            await sessions.CloseAsync(old, cancellationToken);
        }

        Response.Cookies.Append(name, handle, AgentAuthentication.Cookie(service));
        return Redirect(Back ?? "/arena");
    }

    private PageResult Refuse(int status, string sentence)
    {
        Response.StatusCode = status;
        ModelState.AddModelError(nameof(Username), sentence);
        return Page();
    }

    private void Require(string? value, string field)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            ModelState.AddModelError(field, texts[$"SignIn.{field}.Empty"]);
        }
    }

    private void Prepare()
    {
        frame.Module = texts["Module.Administration"];
        frame.HomePath = "/arena";
        Back = ReturnAddress.Fold(Back);
    }
}
