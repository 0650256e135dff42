using EduConnect.Core.Federation.Registry;

namespace EduConnect.Web.CommandLine;

/// <summary>Words of the command line for the terms of a contract.</summary>
internal static class ServiceText
{
    public static readonly Dictionary<string, ClientAuthenticationMethod> Authentications = new(StringComparer.OrdinalIgnoreCase)
    {
        ["client_secret_basic"] = ClientAuthenticationMethod.SecretBasic,
        ["client_secret_post"] = ClientAuthenticationMethod.SecretPost,
        ["private_key_jwt"] = ClientAuthenticationMethod.PrivateKeyJwt,
        ["none"] = ClientAuthenticationMethod.None,
    };

    public static readonly Dictionary<string, PkcePolicy> Policies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["required"] = PkcePolicy.Required,
        ["nonce"] = PkcePolicy.NonceInstead,
        ["optional"] = PkcePolicy.Optional,
    };

    public static readonly Dictionary<string, Audience> Audiences = new(StringComparer.OrdinalIgnoreCase)
    {
        ["eleve"] = Audience.Pupils,
        ["responsable"] = Audience.Guardians,
        ["tous"] = Audience.Everybody,
    };

    /// <summary>Writes a contract as lines <c>name: value</c>.</summary>
    public static void Write(TextWriter output, Service service)
    {
        (string Name, string Value)[] lines =
        [
            ("client_id", service.ClientId), ("name", service.Name), ("open", service.Enabled ? "yes" : "no"),
            ("authentication", Word(Authentications, service.Authentication)), ("pkce", Word(Policies, service.Pkce)),
            ("signing", service.Signing.ToString()), ("sector", service.Sector), ("profiles", Word(Audiences, service.Audience)),
            ("access_token_seconds", service.AccessTokenSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("scopes", string.Join(' ', service.Scopes)), ("claims", string.Join(' ', service.Claims)),
            .. service.RedirectUris.Select(address => ("redirect", address)),
            .. service.PostLogoutRedirectUris.Select(address => ("post_logout", address)),
            .. service.Origins.Select(address => ("origin", address)),
        ];
        foreach (var (name, value) in lines)
        {
            output.WriteLine($"{name}: {value}");
        }
    }

    /// <summary>The word of an audience.</summary>
    public static string Word(Audience audience) => Word(Audiences, audience);

    private static string Word<T>(Dictionary<string, T> words, T value) => words.First(pair => Equals(pair.Value, value)).Key;
}
