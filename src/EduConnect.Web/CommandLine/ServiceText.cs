using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Web.Protocols.Saml;

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

    /// <summary>The word for userinfo in plain JSON.</summary>
    public const string Unsigned = "none";

    public static readonly Dictionary<string, TokenSigning?> UserInfoSignings = new(StringComparer.OrdinalIgnoreCase)
    {
        [Unsigned] = null,
        ["RS256"] = TokenSigning.RS256,
        ["ES256"] = TokenSigning.ES256,
    };

    public static readonly Dictionary<string, Audience> Audiences = new(StringComparer.OrdinalIgnoreCase)
    {
        ["eleve"] = Audience.Pupils,
        ["responsable"] = Audience.Guardians,
        ["tous"] = Audience.Everybody,
    };

    public static readonly Dictionary<string, DegreeSet> Degrees = new(StringComparer.OrdinalIgnoreCase)
    {
        ["1D"] = DegreeSet.First,
        ["2D"] = DegreeSet.Second,
        ["tous"] = DegreeSet.Both,
    };

    public static readonly Dictionary<string, SamlNameId> NameIds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["transient"] = SamlNameId.Transient,
        ["persistent"] = SamlNameId.Persistent,
    };

    public static readonly Dictionary<string, SamlCipher> Ciphers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["aes256-gcm"] = SamlCipher.Gcm,
        ["aes256-cbc"] = SamlCipher.Cbc,
    };

    /// <summary>Claims without an attribute, each with the one that says the same in both protocols; an address is only ever released when it is confirmed.</summary>
    private static readonly (string Claim, string Instead)[] OfOpenIdConnectAlone = [(ClaimNames.BirthDate, ClaimNames.MinistryBirthDate), (ClaimNames.EmailVerified, ClaimNames.Email)];

    /// <summary>Writes a contract as lines <c>name: value</c>, with the link that begins a sign-in here (federation.md c).</summary>
    public static void Write(TextWriter output, Service service, string origin)
    {
        (string Name, string Value)[] lines =
        [
            ("client_id", service.ClientId), ("name", service.Name), ("open", service.Enabled ? "yes" : "no"),
            ("authentication", Word(Authentications, service.Authentication)), ("pkce", Word(Policies, service.Pkce)),
            ("signing", service.Signing.ToString()), ("userinfo_signing", Word(UserInfoSignings, service.UserInfoSigning)), ("sector", service.Sector), .. Reception(service),
            ("pushed_requests", service.RequiresPushedRequests ? "required" : "accepted"), ("dpop", service.RequiresBoundTokens ? "required" : "accepted"),
            ("access_token_seconds", service.AccessTokenSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("scopes", string.Join(' ', service.Scopes)), ("claims", string.Join(' ', service.Claims)),
            .. service.RedirectUris.Select(address => ("redirect", address)),
            .. service.PostLogoutRedirectUris.Select(address => ("post_logout", address)),
            .. service.KeysUri is { } keys ? [("keys_uri", keys)] : Array.Empty<(string, string)>(),
            .. service.BackChannelLogoutUri is { } told ? [("backchannel_logout", told)] : Array.Empty<(string, string)>(),
            .. Notices(service),
            .. service.Origins.Select(address => ("origin", address)),
            .. service.Saml is { } terms ? Saml(terms, origin) : [],
        ];
        Write(output, lines);
    }

    /// <summary>Warns on the standard error of claims that no scope of the contract brings, and of those that SAML has no attribute for.</summary>
    public static void WarnOfClaims(Service service)
    {
        if (ClaimSelection.WithoutScope(service) is { Count: > 0 } claims)
        {
            Console.Error.WriteLine($"Warning: no scope of '{service.ClientId}' brings {string.Join(", ", claims)}: only requests that name them in 'claims' get them. A scope of the service's own, such as ect.scope.ent, brings the whole contract: service edit --scope.");
        }

        foreach (var (claim, instead) in service.Saml is null ? [] : OfOpenIdConnectAlone.Where(pair => service.Claims.Contains(pair.Claim) && !service.Claims.Contains(pair.Instead)))
        {
            Console.Error.WriteLine($"Warning: SAML has no attribute for {claim}: release {instead}, which says the same.");
        }
    }

    /// <summary>Writes whom a service receives as lines <c>name: value</c>.</summary>
    public static void WriteReception(TextWriter output, Service service) => Write(output, Reception(service));

    /// <summary>Writes where and of what a service is told as lines <c>name: value</c>.</summary>
    public static void WriteNotices(TextWriter output, Service service) => Write(output, Notices(service) is { Length: > 0 } lines ? lines : [("notices", "none")]);

    private static (string Name, string Value)[] Notices(Service service) =>
        service.NoticeUri is { } address ? [("notices", address), ("notice_events", string.Join(' ', service.NoticeEvents))] : [];

    private static void Write(TextWriter output, IEnumerable<(string Name, string Value)> lines)
    {
        foreach (var (name, value) in lines)
        {
            output.WriteLine($"{name}: {value}");
        }
    }

    private static IEnumerable<(string Name, string Value)> Reception(Service service) =>
    [
        ("profiles", Word(Audiences, service.Audience)), ("degrees", Word(Degrees, service.Degrees)),
        ("schools", service.Schools.Count == 0 ? "all" : string.Join(' ', service.Schools)),
    ];

    /// <summary>The word of an audience.</summary>
    public static string Word(Audience audience) => Word(Audiences, audience);

    private static IEnumerable<(string Name, string Value)> Saml(SamlTerms terms, string origin) =>
    [
        ("entity_id", terms.EntityId), ("saml_name_id", Word(NameIds, terms.NameId)), ("saml_requests", terms.RequestsAreSigned ? "signed" : "any"),
        ("saml_cipher", terms.EncryptionCertificates.Count == 0 ? "none" : Word(Ciphers, terms.Cipher)), ("saml_lenient", terms.IsLenient ? "yes" : "no"),
        ("saml_sha1_at_sign_out", terms.AcceptsSha1AtSignOut ? "yes" : "no"),
        ("saml_unsolicited", $"{origin}{SamlPaths.Unsolicited}?providerId={Uri.EscapeDataString(terms.EntityId)}"),
        .. terms.Consumers.Select(one => ("saml_consumer", one.Address)), .. terms.LogoutAddresses.Select(one => ("saml_logout", $"{one.Binding} {one.Address}")),
        .. terms.SigningCertificates.Select(text => ("saml_signing_key", Fingerprint(Convert.FromBase64String(text)))),
        .. terms.EncryptionCertificates.Take(1).Select(text => ("saml_encryption_key", Fingerprint(Convert.FromBase64String(text)))),
    ];

    /// <summary>SHA-256 of a certificate, as its holder can read it with any tool.</summary>
    public static string Fingerprint(byte[] certificate) => string.Join(':', System.Security.Cryptography.SHA256.HashData(certificate).Select(one => one.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));

    private static string Word<T>(Dictionary<string, T> words, T value) => words.First(pair => Equals(pair.Value, value)).Key;
}
