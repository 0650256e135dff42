using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Reception;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Web.Protocols.Oidc.Authorize.Interactions;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Pushed;
using EduConnect.Web.Protocols.Oidc.Tokens;

namespace EduConnect.Web.Protocols.Oidc.Authorize;

/// <summary>The authorization endpoint (OpenID Connect Core §3.1.2): rules on the request, then on the person, then a code.</summary>
internal sealed class AuthorizeEndpoint(
    ServiceDirectory services,
    PushedParameters pushed,
    ServiceDoor door,
    GrantStore grants,
    BrowserSessions sessions,
    PairwiseIdentifiers identifiers,
    IdTokenHints hints,
    SignInDetour detour,
    ConsentDecision consent,
    AuthorizeAnswer answer,
    OidcViews views,
    IRandomSource random,
    TimeProvider clock)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (await RequestParameters.ReadAsync(http.Request, http.RequestAborted) is not { } received)
        {
            await views.ErrorAsync(http, OidcErrors.NotAForm, null);
            return;
        }

        var client = await services.FindAsync(received["client_id"], http.RequestAborted);
        if (await pushed.OpenAsync(received, client, http.RequestAborted) is not { } request)
        {
            await views.ErrorAsync(http, OidcErrors.UnknownPushedRequest, client);
            return;
        }

        if (AuthorizeRules.FirstBreach(AuthorizeRules.BeforeRedirecting, request) is { } untrusted)
        {
            await views.ErrorAsync(http, untrusted, request.Client);
        }
        else if (AuthorizeRules.FirstBreach(AuthorizeRules.AnsweredByRedirecting, request) is { } error)
        {
            await answer.ErrorAsync(http, request, error);
        }
        else
        {
            await MeetPersonAsync(http, request);
        }
    }

    private async Task MeetPersonAsync(HttpContext http, AuthorizeRequest request)
    {
        var hint = await hints.ReadAsync(request.Parameters["id_token_hint"]);
        if (request.Parameters["id_token_hint"] is not null && hint?.ClientId != request.Client!.ClientId)
        {
            await answer.ErrorAsync(http, request, OidcErrors.MalformedHint);
            return;
        }

        var session = await sessions.ReadAsync(http);
        if (session is null && HttpMethods.IsPost(http.Request.Method))
        {
            // A form posted from another site comes without our cookie (SameSite=Lax): ask once more by GET, with it.
            await AuthorizeAnswer.Redirect(http, AuthorizeAnswer.Address(OidcPaths.Authorize, request.Carried));
            return;
        }

        var decision = session is null ? Decision.None : await consent.ReadAsync(http, request);
        var refusal = session is null ? null : await door.RefusalAsync(request.Client!, session.AccountId, session.Profile, http.RequestAborted);
        var interaction = decision is Decision.Refused
            ? Interaction.Refuse(OidcErrors.ConsentRefused)
            : session is null ? Interaction.SignIn : InteractionRules.First(Meeting(request, session, hint, decision) with { Refusal = refusal });
        await (interaction is null ? GrantAsync(http, request, session!) : InteractAsync(http, request, interaction, session));
    }

    private Situation Meeting(AuthorizeRequest request, BrowserSession session, IdTokenHint? hint, Decision decision) =>
        new(request, session, identifiers.Subject(session.AccountId, request.Client!.Sector), clock.GetUtcNow().UtcDateTime)
        {
            HintedSubject = hint?.Subject,
            SentToSignInAt = detour.DemandedAt(request),
            HasConsented = decision is Decision.Accepted,
        };

    private Task InteractAsync(HttpContext http, AuthorizeRequest request, Interaction interaction, BrowserSession? session) => interaction.Kind switch
    {
        _ when request.IsSilent => answer.ErrorAsync(http, request, interaction.Error),
        InteractionKind.SignIn => detour.GoAsync(http, request, again: request.DemandsSignIn),
        InteractionKind.SignInAgain => detour.GoAsync(http, request, again: true),
        InteractionKind.Consent => views.ConsentAsync(http, request),
        InteractionKind.NotReceived => TurnAwayAsync(http, request, interaction.Why!.Value, session!.Profile),
        _ => answer.ErrorAsync(http, request, interaction.Error),
    };

    private Task TurnAwayAsync(HttpContext http, AuthorizeRequest request, NotReceived why, Audience profile)
    {
        var back = AuthorizeAnswer.Address(OidcPaths.Authorize, request.Carried.Append(new(AuthorizeRequest.BackMark, "1")));
        return views.NotReceivedAsync(http, new(request.Client!, why, profile, SignInDetour.OtherPerson(request), back));
    }

    private async Task GrantAsync(HttpContext http, AuthorizeRequest request, BrowserSession session)
    {
        var code = Handle.New(random);
        var claims = request.Claims!;
        var grant = new NewGrant(
            code, request.Client!.ClientId, session.Id, request.RedirectUri!, string.Join(' ', ClaimSelection.Grant(request.Client, request.Scopes)))
        {
            CodeChallenge = request.CodeChallenge,
            Thumbprint = request.Thumbprint,
            Nonce = request.Nonce,
            IdTokenClaims = Known(claims.IdToken),
            UserInfoClaims = Known(claims.UserInfo),
            RequestId = http.TraceIdentifier,
            Network = http.Connection.RemoteIpAddress?.ToString() ?? string.Empty,
        };
        await (await grants.IssueAsync(grant, http.RequestAborted)
            ? answer.CodeAsync(http, request, code)
            : InteractAsync(http, request, Interaction.SignIn, null));
    }

    private static string? Known(IReadOnlyList<string> names)
    {
        var known = string.Join(' ', names.Where(ClaimNames.All.Contains));
        return known.Length == 0 ? null : known;
    }
}
