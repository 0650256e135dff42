using Microsoft.AspNetCore.Antiforgery;

namespace EduConnect.Web.Protocols.Oidc.Authorize;

/// <summary>What the person answered on the consent page.</summary>
internal enum Decision
{
    /// <summary>Nothing: the page was not shown, or the answer does not come from it.</summary>
    None,

    /// <summary>Yes.</summary>
    Accepted,

    /// <summary>No.</summary>
    Refused,
}

/// <summary>Reads the answer of the consent page, believed only with its antiforgery token: a service cannot say yes in a person's name.</summary>
internal sealed class ConsentDecision(IAntiforgery antiforgery)
{
    /// <summary>Name of the buttons.</summary>
    public const string Field = "ect_decision";

    /// <summary>Value of the button that says yes.</summary>
    public const string Yes = "oui";

    public async Task<Decision> ReadAsync(HttpContext http, AuthorizeRequest request)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || request.Parameters[Field] is not { } value || !await antiforgery.IsRequestValidAsync(http))
        {
            return Decision.None;
        }

        return value == Yes ? Decision.Accepted : Decision.Refused;
    }
}
