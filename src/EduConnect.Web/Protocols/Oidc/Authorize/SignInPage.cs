namespace EduConnect.Web.Protocols.Oidc.Authorize;

/// <summary>Where the sign-in journey starts, and what an authorization request tells it.</summary>
internal static class SignInPage
{
    /// <summary>Address of the page for a request; <paramref name="back"/> is a path on our own origin.</summary>
    public static string Address(string back, AuthorizeRequest request, bool again)
    {
        var fields = new List<KeyValuePair<string, string>> { new("returnUrl", back) };
        if (Acr.Preselected(request.Parameters.Words("acr_values")) is { } profile)
        {
            fields.Add(new("profil", profile));
        }

        if (request.Parameters["login_hint"] is { Length: <= 200 } hint)
        {
            fields.Add(new("identifiant", hint));
        }

        return AuthorizeAnswer.Address("/connexion", fields);
    }
}
