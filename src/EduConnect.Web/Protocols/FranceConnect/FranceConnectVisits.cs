using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Protocols.Providers;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>Sends browsers to FranceConnect and takes them back (federation reference d.3, d.6).</summary>
internal sealed partial class FranceConnectVisits(
    FranceConnectRequests requests,
    FranceConnectTokens tokens,
    FranceConnectProvider provider,
    FranceConnectExchange exchange,
    FranceConnectOptions options,
    ServiceOptions service,
    SessionCookies cookies,
    IRandomSource random,
    ILogger<FranceConnectVisits> logger)
{
    /// <summary>Begins a journey.</summary>
    /// <returns>where to send the browser</returns>
    /// <exception cref="ProviderException">FranceConnect does not answer</exception>
    public async Task<string> BeginAsync(HttpContext http, FranceConnectGoal goal, Guid? session, string? returnPath)
    {
        var endpoints = await ReadEndpointsAsync(http.RequestAborted);
        var ticket = await requests.BeginAsync(goal, Browser(http), session, returnPath, http.RequestAborted);
        return QueryHelpers.AddQueryString(endpoints.Authorize.ToString(), new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = options.ServiceId,
            ["redirect_uri"] = service.PublicOrigin + FranceConnectPaths.Return,
            ["scope"] = options.Scopes,
            ["acr_values"] = options.Level,
            ["state"] = ticket.State,
            ["nonce"] = ticket.Nonce,
        });
    }

    /// <summary>Uses up the journey that an answer belongs to.</summary>
    /// <returns>the journey; null when there is none in this browser, whatever else the answer says</returns>
    public async Task<FranceConnectRequest?> TakeAsync(HttpContext http)
    {
        var request = await requests.TakeAsync(ProviderAnswer.One(http, "state"), http.Request.Cookies[cookies.FranceConnect], http.RequestAborted);
        return request is null || request.Goal == FranceConnectGoal.SignOut ? null : request;
    }

    /// <summary>Who came back with the answer of this request.</summary>
    /// <exception cref="ProviderException">nobody, or nobody to be trusted; it is in the log already</exception>
    public async Task<FranceConnectPerson> CompleteAsync(HttpContext http, FranceConnectRequest request)
    {
        try
        {
            var code = ProviderAnswer.Code(http, options.Issuer);
            var proof = await exchange.RedeemAsync(code, request, http.RequestAborted);
            await tokens.KeepAsync(http.Request.Cookies[cookies.FranceConnect]!, proof.Person.Subject, proof.IdToken, http.RequestAborted);
            return proof.Person;
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

    /// <summary>Where to send the browser to sign out at FranceConnect too (d.7); null when there is nothing to end, or no way to.</summary>
    /// <param name="http">the request</param>
    /// <param name="subject">only for this person; null whoever it is</param>
    /// <param name="returnPath">path of ours to go to afterwards</param>
    public async Task<string?> LeaveAsync(HttpContext http, string? subject, string? returnPath)
    {
        if (!options.IsSetUp || await tokens.TakeAsync(http.Request.Cookies[cookies.FranceConnect], subject, http.RequestAborted) is not { } idToken)
        {
            return null;
        }

        try
        {
            if ((await ReadEndpointsAsync(http.RequestAborted)).EndSession is not { } end)
            {
                return null;
            }

            var ticket = await requests.BeginAsync(FranceConnectGoal.SignOut, Browser(http), null, returnPath, http.RequestAborted);
            return QueryHelpers.AddQueryString(end.ToString(), new Dictionary<string, string?>
            {
                ["id_token_hint"] = idToken,
                ["post_logout_redirect_uri"] = service.PublicOrigin + FranceConnectPaths.SignedOut,
                ["state"] = ticket.State,
            });
        }
        catch (ProviderException)
        {
            return null;
        }
    }

    /// <summary>Where to go after signing out there: the path of the journey whose state came back, otherwise the page that says it is done.</summary>
    public async Task<string> AfterLeavingAsync(HttpContext http)
    {
        var request = await requests.TakeAsync(ProviderAnswer.One(http, "state"), http.Request.Cookies[cookies.FranceConnect], http.RequestAborted);
        return request is { Goal: FranceConnectGoal.SignOut, ReturnPath: { } path } ? path : "/deconnexion";
    }

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

    private string Browser(HttpContext http) => ProviderBrowser.Handle(http, cookies, cookies.FranceConnect, random);

    [LoggerMessage(Level = LogLevel.Warning, Message = "FranceConnect: {Fault} ({Reason})")]
    private partial void Failed(ProviderFault fault, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "FranceConnect: somebody gave up there")]
    private partial void GivenUp();
}
