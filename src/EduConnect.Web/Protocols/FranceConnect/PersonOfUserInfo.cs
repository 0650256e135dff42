using System.Globalization;
using EduConnect.Core.FranceConnect;
using EduConnect.Web.Protocols.Providers;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>Reads the person out of a verified userinfo (federation reference d.5); texts are cut to a length a name can have.</summary>
internal static class PersonOfUserInfo
{
    private const int LongestName = 200;
    private const int LongestMail = 254;

    public static FranceConnectPerson Read(JsonWebToken token, string subject)
    {
        var given = Name(token, "given_name") ?? string.Empty;
        return new FranceConnectPerson(
            subject,
            Name(token, "family_name") ?? string.Empty,
            Name(token, "preferred_username"),
            given.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            DateOnly.TryParseExact(IdTokenRules.Text(token, "birthdate"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
            IdTokenRules.Text(token, "email") is { Length: > 0 and <= LongestMail } mail ? mail : null);
    }

    private static string? Name(JsonWebToken token, string claim) =>
        IdTokenRules.Text(token, claim)?.Trim() is { Length: > 0 } name ? name.Length > LongestName ? name[..LongestName] : name : null;
}
