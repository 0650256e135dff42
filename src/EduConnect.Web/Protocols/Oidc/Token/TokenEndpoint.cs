using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Clients;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Token;

/// <summary>The token endpoint (RFC 6749 §3.2): who asks, then which grant.</summary>
internal sealed class TokenEndpoint(ClientAuthenticator clients, CodeExchange codes, RefreshExchange refreshes)
{
    private static readonly string[] Names =
    [
        "grant_type", "code", "redirect_uri", "code_verifier", "refresh_token", "scope", "client_id", "client_secret",
        "client_assertion", "client_assertion_type",
    ];

    public async Task HandleAsync(HttpContext http)
    {
        var form = await RequestParameters.ReadFormAsync(http.Request, http.RequestAborted);
        var (answer, error) = form is null
            ? (null, OidcErrors.FormRequired)
            : form.HasRepeated(Names) ? (null, OidcErrors.TokenParameterRepeated) : await AnswerAsync(http, form);
        await (answer is null ? JsonAnswer.WriteAsync(http, error!) : WriteAsync(http, answer));
    }

    private async Task<(TokenAnswer? Answer, OidcError? Error)> AnswerAsync(HttpContext http, RequestParameters form)
    {
        var (service, error) = await clients.AuthenticateAsync(http, form);
        return service is null ? (null, error) : await GrantAsync(service, form, http.RequestAborted);
    }

    private async Task<(TokenAnswer? Answer, OidcError? Error)> GrantAsync(Service service, RequestParameters form, CancellationToken cancellation) =>
        form["grant_type"] switch
        {
            null => (null, OidcErrors.MissingGrantType),
            "authorization_code" => await codes.RunAsync(service, form, cancellation),
            "refresh_token" => await refreshes.RunAsync(service, form, cancellation),
            _ => (null, OidcErrors.UnsupportedGrantType),
        };

    private static Task WriteAsync(HttpContext http, TokenAnswer answer) =>
        JsonAnswer.WriteAsync(http, StatusCodes.Status200OK, writer =>
        {
            writer.WriteString("access_token", answer.AccessToken);
            writer.WriteString("token_type", "Bearer");
            writer.WriteNumber("expires_in", answer.ExpiresIn);
            if (answer.RefreshToken is not null)
            {
                writer.WriteString("refresh_token", answer.RefreshToken);
            }

            writer.WriteString("id_token", answer.IdToken);
            writer.WriteString("scope", answer.Scope);
        });
}

/// <summary>A successful token response (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3).</summary>
/// <param name="AccessToken">Opaque.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="IdToken">Signed.</param>
/// <param name="RefreshToken">By contract only.</param>
/// <param name="Scope">What was granted, which may be less than what was asked.</param>
internal sealed record TokenAnswer(string AccessToken, int ExpiresIn, string IdToken, string? RefreshToken, string Scope)
{
    /// <summary>Never the tokens: they must not reach a log.</summary>
    public override string ToString() => "TokenAnswer •••";
}
