using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Agents.Provider;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Protocols.Providers;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Protocols.Agents;

/// <summary>Sends agents to the ministry's provider and takes them back: authorization code with PKCE S256, state and nonce (RFC 7636; OpenID Connect Core §3.1).</summary>
internal sealed partial class AgentProviderVisits(
    AgentProviderRequests requests,
    AgentProviderSessions kept,
    AgentsOpenIdProvider provider,
    AgentProviderExchange exchange,
    AgentProviderOptions options,
    ServiceOptions service,
    SessionCookies cookies,
    IRandomSource random,
    ILogger<AgentProviderVisits> logger)
{
    /// <summary>Begins a journey.</summary>
    /// <param name="http">the request</param>
    /// <param name="isStrong">a second factor is asked for, whoever is signed in there already</param>
    /// <param name="isAgain">somebody is signed in here already: who sits there now is asked for, not whom the provider remembers</param>
    /// <param name="returnPath">path of ours to go to afterwards; null for ARENA</param>
    /// <returns>where to send the browser</returns>
    /// <exception cref="ProviderException">the provider does not answer</exception>
    public async Task<string> BeginAsync(HttpContext http, bool isStrong, bool isAgain, string? returnPath)
    {
        var endpoints = await ReadEndpointsAsync(http.RequestAborted);
        var browser = Browser(http);
        var ticket = await requests.BeginAsync(AgentProviderGoal.SignIn, browser, returnPath, http.RequestAborted);
        var question = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = options.ServiceId,
            ["redirect_uri"] = service.PublicOrigin + AgentProviderPaths.Return,
            ["scope"] = options.Scopes,
            ["state"] = ticket.State,
            ["nonce"] = ticket.Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier(browser, ticket.State)))),
            ["code_challenge_method"] = "S256",
        };
        if (isStrong || isAgain)
        {
            question["prompt"] = "login";
        }

        if (isStrong)
        {
            question["acr_values"] = options.StrongLevels.FirstOrDefault();
        }

        return QueryHelpers.AddQueryString(endpoints.Authorize.ToString(), question.Where(pair => pair.Value is not null));
    }

    /// <summary>Uses up the journey that an answer belongs to.</summary>
    /// <returns>the journey; null when there is none in this browser, whatever else the answer says</returns>
    public async Task<AgentProviderRequest?> TakeAsync(HttpContext http)
    {
        var request = await requests.TakeAsync(ProviderAnswer.One(http, "state"), http.Request.Cookies[cookies.AgentProvider], http.RequestAborted);
        return request is null || request.Goal == AgentProviderGoal.SignOut ? null : request;
    }

    /// <summary>Who came back with the answer of this request.</summary>
    /// <exception cref="ProviderException">nobody, or nobody to be trusted; it is in the log already</exception>
    public async Task<AgentProviderProof> CompleteAsync(HttpContext http, AgentProviderRequest request)
    {
        try
        {
            var code = ProviderAnswer.Code(http, options.Issuer);
            var verifier = Verifier(http.Request.Cookies[cookies.AgentProvider]!, ProviderAnswer.One(http, "state")!);
            return await exchange.RedeemAsync(code, verifier, request, http.RequestAborted);
        }
        catch (ProviderException error)
        {
            if (error.Fault == ProviderFault.GivenUp)
            {
                GivenUp();
            }
            else
            {
                Failed(error.Fault, error.Message);
            }

            throw;
        }
    }

    /// <summary>Where to send the browser to sign out at the provider too (OpenID Connect RP-Initiated Logout 1.0 §2); null when it did not open the session, or does not answer.</summary>
    /// <param name="http">the request</param>
    /// <param name="handle">of the agent's session</param>
    public async Task<string?> LeaveAsync(HttpContext http, string handle)
    {
        if (!options.IsSetUp || await kept.TakeAsync(handle, http.RequestAborted) is not { } idToken)
        {
            return null;
        }

        try
        {
            if ((await ReadEndpointsAsync(http.RequestAborted)).EndSession is not { } end)
            {
                return null;
            }

            var ticket = await requests.BeginAsync(AgentProviderGoal.SignOut, Browser(http), null, http.RequestAborted);
            return QueryHelpers.AddQueryString(end.ToString(), new Dictionary<string, string?>
            {
                ["id_token_hint"] = idToken,
                ["post_logout_redirect_uri"] = service.PublicOrigin + AgentProviderPaths.SignedOut,
                ["state"] = ticket.State,
            });
        }
        catch (ProviderException)
        {
            return null;
        }
    }

    /// <summary>Uses up the journey of a sign-out that came back.</summary>
    public Task AfterLeavingAsync(HttpContext http) => requests.TakeAsync(ProviderAnswer.One(http, "state"), http.Request.Cookies[cookies.AgentProvider], http.RequestAborted);

    // Of the secret in the cookie and the state, neither of which is stored: so is the verifier, and a code stolen on its way is worth nothing.
    private static string Verifier(string browser, string state) => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(browser), Encoding.UTF8.GetBytes(state)));

    private async Task<ProviderEndpoints> ReadEndpointsAsync(CancellationToken cancellation)
    {
        try
        {
            return await provider.Metadata.ReadAsync(cancellation);
        }
        catch (ProviderException error)
        {
            Failed(error.Fault, error.Message);
            throw;
        }
    }

    private string Browser(HttpContext http) => ProviderBrowser.Handle(http, cookies, cookies.AgentProvider, random);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agents' provider: {Fault} ({Reason})")]
    private partial void Failed(ProviderFault fault, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Agents' provider: somebody gave up there")]
    private partial void GivenUp();
}
