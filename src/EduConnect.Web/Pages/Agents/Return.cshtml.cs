using EduConnect.Core.Agents.Provider;
using EduConnect.Core.Platform;
using EduConnect.Web.Administration;
using EduConnect.Web.Design;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Protocols.Agents;
using EduConnect.Web.Protocols.Providers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Agents;

/// <summary>How the way back from the provider ends; the page says what to do.</summary>
internal enum AgentReturnEnding
{
    /// <summary>The answer is not to be trusted.</summary>
    NotTrusted,

    /// <summary>Signed in.</summary>
    Entered,

    /// <summary>The person gave up, or the provider refused them.</summary>
    GivenUp,

    /// <summary>The provider does not answer us.</summary>
    Unreachable,

    /// <summary>No journey of this browser.</summary>
    NoJourney,

    /// <summary>No agent of ours.</summary>
    NotKnown,

    /// <summary>A right of theirs needs a second factor.</summary>
    SecondFactorMissing,

    /// <summary>Refused too often.</summary>
    TooManyTries,
}

/// <summary>Agents come back from the ministry's provider here (domain 12.3). What they bring is checked before anything is looked up.</summary>
internal sealed class ReturnModel(
    AgentProviderVisits visits, FormerAgentSession former, EnterByAgentProvider enter, AgentProviderOptions options, ServiceOptions service, PageFrame frame, IStringLocalizer<AdministrationTexts> texts) : PageModel
{
    /// <summary>What the page says.</summary>
    public AgentReturnEnding Ending { get; private set; }

    /// <summary>Path of ours they wanted to go to; null for ARENA.</summary>
    public string? Back { get; private set; }

    /// <summary>Where whoever was let in goes now.</summary>
    public string Next => Back ?? "/arena";

    /// <summary>What the provider is called, with a capital.</summary>
    public string Provider => options.Name.Length == 0 ? string.Empty : char.ToUpperInvariant(options.Name[0]) + options.Name[1..];

    /// <summary>Lets in, or says why not.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        frame.Module = texts["Module.Administration"];
        frame.HomePath = "/arena";
        if (!options.IsSetUp || await visits.TakeAsync(HttpContext) is not { } request)
        {
            return End(AgentReturnEnding.NoJourney, StatusCodes.Status410Gone);
        }

        Back = ReturnAddress.Fold(request.ReturnPath);
        try
        {
            var proof = await visits.CompleteAsync(HttpContext, request);
            var arrival = await enter.RunAsync(proof.Person, proof.IdToken, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty, HttpContext.RequestAborted);
            return arrival.Outcome switch
            {
                AgentArrivalOutcome.Done => await EnterAsync(arrival.Handle!),
                AgentArrivalOutcome.SecondFactorMissing => End(AgentReturnEnding.SecondFactorMissing, StatusCodes.Status422UnprocessableEntity),
                AgentArrivalOutcome.TooManyTries => End(AgentReturnEnding.TooManyTries, StatusCodes.Status429TooManyRequests),
                _ => End(AgentReturnEnding.NotKnown, StatusCodes.Status422UnprocessableEntity),
            };
        }
        catch (ProviderException error)
        {
            return error.Fault switch
            {
                ProviderFault.Unreachable => End(AgentReturnEnding.Unreachable, StatusCodes.Status503ServiceUnavailable),
                ProviderFault.GivenUp => End(AgentReturnEnding.GivenUp, StatusCodes.Status422UnprocessableEntity),
                _ => End(AgentReturnEnding.NotTrusted, StatusCodes.Status422UnprocessableEntity),
            };
        }
    }

    // A redirect would still be the provider's: browsers send a strict cookie along only when this page itself goes on.
    private async Task<PageResult> EnterAsync(string handle)
    {
        await former.EndAsync(HttpContext);
        Response.Cookies.Append(AgentAuthentication.CookieName(service), handle, AgentAuthentication.Cookie(service));
        Response.Headers["Refresh"] = "0;url=" + Next;
        return End(AgentReturnEnding.Entered, StatusCodes.Status200OK);
    }

    private PageResult End(AgentReturnEnding ending, int status)
    {
        Ending = ending;
        Response.StatusCode = status;
        return Page();
    }
}
