using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EduConnect.Core.Federation.Registry;
using Microsoft.AspNetCore.DataProtection;

namespace EduConnect.Web.Protocols.Oidc.Authorize;

/// <summary>
/// The way to the sign-in page and back. What comes back is this endpoint's own address with the same parameters, never an
/// address of anybody's choice; when a new sign-in is demanded, a protected mark tells since when, so that it is demanded once. The mark is good for this
/// very request (OpenID Connect Core §3.1.2.1: each <c>prompt=login</c> asks anew) and for an hour.
/// </summary>
internal sealed class SignInDetour(IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Mark = "ect_since";
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private readonly IDataProtector _protector = protection.CreateProtector("oidc.sign-in-detour");

    /// <summary>Sends the browser to sign in; <paramref name="again"/> when the present session does not do.</summary>
    public Task GoAsync(HttpContext http, AuthorizeRequest request, bool again)
    {
        var fields = request.Carried.Where(pair => pair.Key != Mark).ToList();
        if (again)
        {
            fields.Add(new(Mark, _protector.Protect($"{clock.GetUtcNow().UtcDateTime.Ticks.ToString(CultureInfo.InvariantCulture)} {Fingerprint(request)}")));
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
            var since = new DateTime(long.Parse(parts[0], CultureInfo.InvariantCulture), DateTimeKind.Utc);
            return parts[1] == Fingerprint(request) && clock.GetUtcNow().UtcDateTime - since <= Life ? since : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // Of what the service asked alone: what our own pages add on the way changes nothing.
    private static string Fingerprint(AuthorizeRequest request) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        AuthorizeRequest.Names.Select(name => request.Parameters[name]).Prepend(request.RedirectUri).Prepend(request.Client!.ClientId))));
}
