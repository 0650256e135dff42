using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Pushed;

namespace EduConnect.Web.Protocols.Oidc.Authorize;

/// <summary>An authorization request as received (OpenID Connect Core §3.1.2.1), with the service it names, if known.</summary>
internal sealed class AuthorizeRequest(RequestParameters parameters, Service? client)
{
    /// <summary>The parameters that matter and must not be repeated.</summary>
    public static readonly string[] Names =
    [
        "response_type", "response_mode", "scope", "state", "nonce", "prompt", "max_age", "code_challenge",
        "code_challenge_method", "claims", "acr_values", "login_hint", "id_token_hint", "display", "ui_locales", "request", "request_uri",
        "registration", "dpop_jkt",
    ];

    /// <summary>Added by the page of somebody whom the service does not receive: back to the service, with the error.</summary>
    public const string BackMark = "ect_retour";

    public RequestParameters Parameters { get; } = parameters;

    /// <summary>What stands for a pushed request on the way through our pages; null when the parameters came with the browser.</summary>
    public string? PushedMark { get; init; }

    /// <summary>Whether the service pushed this request (RFC 9126).</summary>
    public bool IsPushed => PushedMark is not null;

    /// <summary>Whether the person has chosen to go back to the service that does not receive them.</summary>
    public bool GoesBack => Parameters[BackMark] is not null;

    /// <summary>What brings this request back here after a page of ours. A pushed request stays out of the browser, but for the address that forms must be allowed to end at.</summary>
    public IEnumerable<KeyValuePair<string, string>> Carried => PushedMark is null
        ? Parameters.All()
        : [new("client_id", Client!.ClientId), new("redirect_uri", RedirectUri!), new(PushedParameters.Mark, PushedMark), .. Parameters.All().Where(pair => PushedParameters.IsOurs(pair.Key))];

    /// <summary>The service; null when unknown.</summary>
    public Service? Client { get; } = client;

    public string? RedirectUri => Parameters["redirect_uri"];

    public string? State => Parameters["state"];

    public string? Nonce => Parameters["nonce"];

    public string? CodeChallenge => Parameters["code_challenge"];

    /// <summary>Thumbprint of the key whose proof the code shall need (RFC 9449 §10); null: none.</summary>
    public string? Thumbprint => Parameters["dpop_jkt"];

    public string[] Prompt { get; } = parameters.Words("prompt");

    public string[] Scopes { get; } = parameters.Words("scope");

    public bool IsFormPost => Parameters["response_mode"] == "form_post";

    /// <summary>Null when the parameter is malformed.</summary>
    public ClaimsRequest? Claims { get; } = ClaimsRequest.Parse(parameters["claims"]);

    /// <summary>Whether an older sign-in may not do: the one that follows is then remembered as the answer, so that nobody without a session is asked twice.</summary>
    public bool DemandsSignIn => Prompt.Length > 0 || MaxAge is not null;

    public bool IsSilent => Prompt is ["none"];

    /// <summary>Seconds since sign-in that the service accepts; null when it does not say.</summary>
    public long? MaxAge => long.TryParse(
        Parameters["max_age"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds)
        ? seconds
        : null;
}
