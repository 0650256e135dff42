using System.Globalization;
using EduConnect.Core.Federation.Registry;
using Microsoft.AspNetCore.DataProtection;

namespace EduConnect.Web.Protocols.Oidc.Authorize;

/// <summary>
/// The way to the sign-in page and back. What comes back is this endpoint's own address with the same parameters, never an
/// address of anybody's choice; when a new sign-in is demanded, a protected mark tells since when, so that it is demanded once.
/// </summary>
internal sealed class SignInDetour(IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Mark = "ect_since";
    private readonly IDataProtector _protector = protection.CreateProtector("oidc.sign-in-detour");

    /// <summary>Sends the browser to sign in; <paramref name="again"/> when the present session does not do.</summary>
    public Task GoAsync(HttpContext http, AuthorizeRequest request, bool again)
    {
        var fields = request.Carried.Where(pair => pair.Key != Mark).ToList();
        if (again)
        {
            fields.Add(new(Mark, _protector.Protect($"{clock.GetUtcNow().UtcDateTime.Ticks.ToString(CultureInfo.InvariantCulture)} {request.Client!.ClientId}")));
        }

        return AuthorizeAnswer.Redirect(http, SignInPage.Address(AuthorizeAnswer.Address(OidcPaths.Authorize, fields), request, again));
    }

    /// <summary>Where somebody whom the service does not receive signs in as somebody else, with the profile it is made for.</summary>
    public static string OtherPerson(AuthorizeRequest request)
    {
        var address = SignInPage.Address(AuthorizeAnswer.Address(OidcPaths.Authorize, request.Carried.Where(pair => pair.Key != Mark)), request, again: true);
        return request.Client!.Audience is Audience.Everybody || Acr.Preselected(request.Parameters.Words("acr_values")) is not null ? address : $"{address}&profil={Acr.Of(request.Client.Audience)}";
    }

    /// <summary>Since when a new sign-in is demanded (UTC); null when none was.</summary>
    public DateTime? DemandedAt(AuthorizeRequest request)
    {
        if (request.Parameters[Mark] is not { } mark)
        {
            return null;
        }

        try
        {
            var parts = _protector.Unprotect(mark).Split(' ', 2);
            return parts[1] == request.Client!.ClientId ? new DateTime(long.Parse(parts[0], CultureInfo.InvariantCulture), DateTimeKind.Utc) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
