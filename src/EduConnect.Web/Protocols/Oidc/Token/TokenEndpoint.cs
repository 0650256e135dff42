using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Clients;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Possession;

namespace EduConnect.Web.Protocols.Oidc.Token;

/// <summary>The token endpoint (RFC 6749 §3.2): who asks, by which key if any (RFC 9449 §5), then which grant.</summary>
internal sealed class TokenEndpoint(ClientAuthenticator clients, PossessionProofs proofs, CodeExchange codes, RefreshExchange refreshes)
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
        if (service is null)
        {
            return (null, error);
        }

        (var thumbprint, error) = await proofs.ReadAsync(http, OidcPaths.Token, accessToken: null);
        error ??= service.RequiresBoundTokens && thumbprint is null ? OidcErrors.MissingProof : null;
        return error is null ? await GrantAsync(new(service, form, thumbprint), http.RequestAborted) : (null, error);
    }

    private async Task<(TokenAnswer? Answer, OidcError? Error)> GrantAsync(TokenRequest request, CancellationToken cancellation) =>
        request.Form["grant_type"] switch
        {
            null => (null, OidcErrors.MissingGrantType),
            "authorization_code" => await codes.RunAsync(request, cancellation),
            "refresh_token" => await refreshes.RunAsync(request, cancellation),
            _ => (null, OidcErrors.UnsupportedGrantType),
        };

    private static Task WriteAsync(HttpContext http, TokenAnswer answer) =>
        JsonAnswer.WriteAsync(http, StatusCodes.Status200OK, writer =>
        {
            writer.WriteString("access_token", answer.AccessToken);
            writer.WriteString("token_type", answer.IsBound ? PossessionProofs.Name : "Bearer");
            writer.WriteNumber("expires_in", answer.ExpiresIn);
            if (answer.RefreshToken is not null)
            {
                writer.WriteString("refresh_token", answer.RefreshToken);
            }

            writer.WriteString("id_token", answer.IdToken);
            writer.WriteString("scope", answer.Scope);
        });
}

/// <summary>A token request whose service has proved itself.</summary>
/// <param name="Service">Who asks.</param>
/// <param name="Form">What it says.</param>
/// <param name="Thumbprint">The key it proved, which the access token will be bound to (RFC 9449 §5); null: none.</param>
internal sealed record TokenRequest(Service Service, RequestParameters Form, string? Thumbprint)
{
    /// <summary>Never the form: codes, tokens and secrets must not reach a log.</summary>
    public override string ToString() => $"TokenRequest {Service.ClientId} •••";
}

/// <summary>A successful token response (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3).</summary>
/// <param name="AccessToken">Opaque.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="IdToken">Signed.</param>
/// <param name="RefreshToken">By contract only.</param>
/// <param name="Scope">What was granted, which may be less than what was asked.</param>
/// <param name="IsBound">Whether the access token is bound to a key.</param>
internal sealed record TokenAnswer(string AccessToken, int ExpiresIn, string IdToken, string? RefreshToken, string Scope, bool IsBound)
{
    /// <summary>Never the tokens: they must not reach a log.</summary>
    public override string ToString() => "TokenAnswer •••";
}
