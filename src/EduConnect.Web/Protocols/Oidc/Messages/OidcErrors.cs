using EduConnect.Core.Federation.Reception;

namespace EduConnect.Web.Protocols.Oidc.Messages;

/// <summary>Every refusal of the provider, by endpoint. Codes: RFC 6749 §4.1.2.1 and §5.2, OpenID Connect Core §3.1.2.6, RFC 6750 §3.1.</summary>
internal static class OidcErrors
{
    // Shown on our own page: the browser cannot be sent back safely.
    public static readonly OidcError UnknownClient = new("A01", "invalid_client", "client_id is missing or unknown.");
    public static readonly OidcError DisabledClient = new("A02", "unauthorized_client", "The service is not open.");
    public static readonly OidcError MissingRedirectUri = new("A03", "invalid_request", "redirect_uri is missing.");
    public static readonly OidcError UnknownRedirectUri = new("A04", "invalid_request", "redirect_uri is not registered for this client.");
    public static readonly OidcError RepeatedAddress = new("A05", "invalid_request", "client_id or redirect_uri is repeated.");
    public static readonly OidcError NotAForm = new("A06", "invalid_request", "The request must be a query or a form of at most 16 kB.");

    public static readonly OidcError UnknownPushedRequest = new("A07", "invalid_request_uri", "request_uri is unknown, used, older than 60 seconds or of another client.");

    // Sent back to the service.
    public static readonly OidcError RepeatedParameter = new("A10", "invalid_request", "A parameter is repeated.");
    public static readonly OidcError MissingResponseType = new("A11", "invalid_request", "response_type is missing.");
    public static readonly OidcError UnsupportedResponseType = new("A12", "unsupported_response_type", "Only response_type=code is supported.");
    public static readonly OidcError UnsupportedResponseMode = new("A13", "invalid_request", "response_mode must be query or form_post.");
    public static readonly OidcError RequestObject = new("A14", "request_not_supported", "The request parameter is not supported.");
    public static readonly OidcError RequestUri = new("A15", "request_uri_not_supported", "The request_uri parameter is not supported.");
    public static readonly OidcError Registration = new("A16", "registration_not_supported", "The registration parameter is not supported.");
    public static readonly OidcError MissingOpenId = new("A17", "invalid_scope", "scope must contain openid.");
    public static readonly OidcError MissingChallenge = new("A18", "invalid_request", "code_challenge is missing.");
    public static readonly OidcError UnsupportedChallengeMethod = new("A19", "invalid_request", "code_challenge_method must be S256.");
    public static readonly OidcError MalformedChallenge = new("A20", "invalid_request", "code_challenge must be 43 base64url characters.");
    public static readonly OidcError UnknownPrompt = new("A21", "invalid_request", "prompt has a value that is not supported.");
    public static readonly OidcError PromptNoneWithOthers = new("A22", "invalid_request", "prompt=none must stand alone.");
    public static readonly OidcError MalformedMaxAge = new("A23", "invalid_request", "max_age must be a number of seconds.");
    public static readonly OidcError MalformedClaims = new("A24", "invalid_request", "claims must be a JSON object as in OpenID Connect Core 5.5.");
    public static readonly OidcError MalformedHint = new("A25", "invalid_request", "id_token_hint is not an identity token of this provider for this client.");
    public static readonly OidcError PushedDemanded = new("A27", "invalid_request", "This client must push its requests (RFC 9126).");
    public static readonly OidcError ParameterTooLong = new("A26", "invalid_request", "state or nonce is too long.");
    public static readonly OidcError ControlSigns = new("A28", "invalid_request", "state or nonce holds control characters.");
    public static readonly OidcError MalformedThumbprint = new("A29", "invalid_request", "dpop_jkt must be the thumbprint of a key: 43 base64url characters.");
    public static readonly OidcError LoginRequired = new("A30", "login_required", "The person must sign in.");
    public static readonly OidcError InteractionRequired = new("A31", "interaction_required", "The person must see a page.");
    public static readonly OidcError ConsentRefused = new("A32", "access_denied", "The person refused.");
    public static readonly OidcError ProfileRefused = new("A33", "access_denied", "The service is not open to this profile.");
    public static readonly OidcError UnmetAuthentication = new("A34", "unmet_authentication_requirements", "The essential acr is not met.");
    public static readonly OidcError WrongPerson = new("A35", "login_required", "Another person than that of id_token_hint or of sub in claims is signed in.");
    public static readonly OidcError DegreeRefused = new("A37", "access_denied", "The service is not open to the degree of this person.");
    public static readonly OidcError SchoolRefused = new("A38", "access_denied", "The service is not open to the school of this person.");
    public static readonly OidcError Unavailable = new("A36", "temporarily_unavailable", "Try again in a moment.", StatusCodes.Status503ServiceUnavailable);

    // Token, revocation and introspection endpoints.
    public static readonly OidcError ClientAuthentication = new("T01", "invalid_client", "Client authentication failed.", StatusCodes.Status401Unauthorized);
    public static readonly OidcError SeveralAuthentications = new("T02", "invalid_request", "Use one client authentication method only.");
    public static readonly OidcError FormRequired = new("T03", "invalid_request", "The body must be a form (application/x-www-form-urlencoded) of at most 16 kB.");
    public static readonly OidcError TokenParameterRepeated = new("T04", "invalid_request", "A parameter is repeated.");
    public static readonly OidcError MissingGrantType = new("T05", "invalid_request", "grant_type is missing.");
    public static readonly OidcError UnsupportedGrantType = new("T06", "unsupported_grant_type", "grant_type must be authorization_code or refresh_token.");
    public static readonly OidcError MissingCode = new("T07", "invalid_request", "code is missing.");
    public static readonly OidcError InvalidCode = new("T08", "invalid_grant", "The code is unknown, expired, used or of another client.");
    public static readonly OidcError RedirectMismatch = new("T09", "invalid_grant", "redirect_uri is not that of the authorization request.");
    public static readonly OidcError MissingVerifier = new("T10", "invalid_grant", "code_verifier is missing.");
    public static readonly OidcError WrongVerifier = new("T11", "invalid_grant", "code_verifier does not match.");
    public static readonly OidcError UnexpectedVerifier = new("T12", "invalid_grant", "code_verifier was sent although the request had no code_challenge.");
    public static readonly OidcError MissingRefreshToken = new("T13", "invalid_request", "refresh_token is missing.");
    public static readonly OidcError InvalidRefreshToken = new("T14", "invalid_grant", "The refresh token is unknown, expired, used or of another client.");
    public static readonly OidcError WiderScope = new("T15", "invalid_scope", "scope goes beyond what was granted.");
    public static readonly OidcError MissingToken = new("T16", "invalid_request", "token is missing.");
    public static readonly OidcError TokenOfAnotherClient = new("T17", "invalid_grant", "The token belongs to another client.");
    public static readonly OidcError PublicIntrospection = new("T18", "unauthorized_client", "Public clients cannot introspect.", StatusCodes.Status403Forbidden);
    public static readonly OidcError NotReceivedAnyMore = new("T19", "invalid_grant", "The service is not open to this person any more.");
    public static readonly OidcError MalformedProof = new("T20", "invalid_dpop_proof", "The DPoP header must be one proof: typ dpop+jwt, alg ES256, RS256 or PS256, a public jwk, its signature.");
    public static readonly OidcError StrayProof = new("T21", "invalid_dpop_proof", "The DPoP proof is of another method, address, token or minute, or was used.");
    public static readonly OidcError MissingProof = new("T22", "invalid_dpop_proof", "This client must send a DPoP proof (RFC 9449).");
    public static readonly OidcError CodeOfAnotherKey = new("T23", "invalid_grant", "The code needs the DPoP proof of the key that dpop_jkt named.");

    // Pushed authorization request endpoint; what is wrong with the request itself has the references of the authorization endpoint.
    public static readonly OidcError PushedRequestUri = new("P01", "invalid_request", "request_uri must not be pushed.");
    public static readonly OidcError PushedParameterRepeated = new("P02", "invalid_request", "A parameter is repeated.");
    public static readonly OidcError PushedByAnotherKey = new("P03", "invalid_dpop_proof", "The DPoP proof is not of the key that dpop_jkt names.");

    // Userinfo endpoint.
    public static readonly OidcError NoBearer = new("U01", "", "", StatusCodes.Status401Unauthorized);
    public static readonly OidcError InvalidBearer = new("U02", "invalid_token", "The access token is unknown, expired or revoked.", StatusCodes.Status401Unauthorized);
    public static readonly OidcError SeveralBearers = new("U03", "invalid_request", "Send the access token in one way only.");
    public static readonly OidcError WrongScheme = new("U04", "invalid_token", "A token bound to a key is sent with the DPoP scheme, any other with Bearer.", StatusCodes.Status401Unauthorized);
    public static readonly OidcError MissingProofAtUserInfo = new("U05", "invalid_dpop_proof", "The DPoP proof of the key the token is bound to is missing.", StatusCodes.Status401Unauthorized);
    public static readonly OidcError ProofOfAnotherKey = new("U06", "invalid_token", "The token is bound to another key.", StatusCodes.Status401Unauthorized);

    // Logout endpoint.
    public static readonly OidcError UnknownPostLogoutUri = new("L01", "invalid_request", "post_logout_redirect_uri is not registered for this client.");
    public static readonly OidcError InvalidLogoutBearer = new("L02", "invalid_token", "The identity token is not one of this provider.", StatusCodes.Status401Unauthorized);
    public static readonly OidcError LogoutClientMismatch = new("L03", "invalid_request", "client_id is not that of id_token_hint.");
    public static readonly OidcError LogoutParameterRepeated = new("L04", "invalid_request", "A parameter is repeated.");

    /// <summary>What the service is told about somebody it does not receive.</summary>
    public static OidcError Of(NotReceived why) => why switch
    {
        NotReceived.Profile => ProfileRefused,
        NotReceived.Degree => DegreeRefused,
        _ => SchoolRefused,
    };
}
