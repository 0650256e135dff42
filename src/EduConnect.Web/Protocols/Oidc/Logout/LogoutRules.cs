using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Logout;

/// <summary>One rule on sign-out requests: pure.</summary>
internal abstract class LogoutRule
{
    /// <summary>Null when the request obeys, otherwise the refusal, shown on our page: nobody is sent anywhere.</summary>
    public abstract OidcError? Check(LogoutRequest request);
}

/// <summary>RP-Initiated Logout §3: post_logout_redirect_uri is compared sign by sign with those registered.</summary>
internal sealed class PostLogoutUriIsRegistered : LogoutRule
{
    public override OidcError? Check(LogoutRequest request) =>
        request.ReturnAddress is not { } address || request.Service!.PostLogoutRedirectUris.Contains(address, StringComparer.Ordinal)
            ? null
            : OidcErrors.UnknownPostLogoutUri;
}

/// <summary>RP-Initiated Logout §2: client_id, when there with a hint, is the one the hint was made for.</summary>
internal sealed class ClientIsThatOfTheHint : LogoutRule
{
    public override OidcError? Check(LogoutRequest request) =>
        request.Hint is { } hint && request.Parameters["client_id"] is { } clientId && clientId != hint.ClientId
            ? OidcErrors.LogoutClientMismatch
            : null;
}

/// <summary>RFC 6749 §3.1, which RP-Initiated Logout follows: parameters are not repeated.</summary>
internal sealed class LogoutParametersAreNotRepeated : LogoutRule
{
    public override OidcError? Check(LogoutRequest request) =>
        request.Parameters.HasRepeated(LogoutRequest.Names) ? OidcErrors.LogoutParameterRepeated : null;
}

/// <summary>The rules in the order they are applied.</summary>
internal static class LogoutRules
{
    public static readonly LogoutRule[] All = [new LogoutParametersAreNotRepeated(), new ClientIsThatOfTheHint(), new PostLogoutUriIsRegistered()];

    public static OidcError? FirstBreach(LogoutRequest request)
    {
        foreach (var rule in All)
        {
            if (rule.Check(request) is { } error)
            {
                return error;
            }
        }

        return null;
    }
}
