using System.CommandLine;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Reception;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Web.CommandLine;

/// <summary><c>service add</c>: enters a contract and prints the secret, once.</summary>
internal sealed class ServiceAddCommand
{
    private readonly Argument<string> _clientId = new("client-id") { Description = "Identifier of the service." };
    private readonly Option<string> _name = new("--name") { Description = "Name shown to families.", Required = true };
    private readonly Option<string[]> _redirects = OptionOf.Many("--redirect", "Address the browser is sent back to; may be repeated.");
    private readonly Option<string[]> _postLogouts = OptionOf.Many("--post-logout", "Address after a sign-out; may be repeated.");
    private readonly Option<string?> _backChannel = new("--backchannel-logout") { Description = "Address of the service's server that is told when a session ends." };
    private readonly Option<string[]> _origins = OptionOf.Many("--origin", "Origin of scripts that call the token and userinfo endpoints; may be repeated.");
    private readonly Option<string[]> _scopes = OptionOf.Many("--scope", "Scope granted beside openid; may be repeated.");
    private readonly Option<string[]> _claims = OptionOf.Many("--claim", "Claim released, or 'all'; may be repeated.");
    private readonly Option<string> _authentication = Word("--auth", "How the service authenticates.", "client_secret_basic", ServiceText.Authentications.Keys);
    private readonly Option<FileInfo?> _keys = new("--keys") { Description = "JSON Web Key Set with the public keys of a private_key_jwt service." };
    private readonly Option<string?> _keysUri = new("--keys-uri") { Description = "Address where a private_key_jwt service publishes its public keys, in place of --keys." };
    private readonly Option<string> _pkce = Word("--pkce", "Whether a proof key is demanded; 'optional' is for certification runs only.", "required", ServiceText.Policies.Keys);
    private readonly Option<string> _signing = Word("--signing", "Signature of identity tokens.", "RS256", Enum.GetNames<TokenSigning>());
    private readonly Option<string> _userInfo = Word("--userinfo-signing", "Signature of userinfo; 'none' is plain JSON.", ServiceText.Unsigned, ServiceText.UserInfoSignings.Keys);
    private readonly Option<bool> _pushed = new("--require-par") { Description = "Authorization requests must be pushed (RFC 9126)." };
    private readonly Option<bool> _bound = new("--require-dpop") { Description = "Tokens are given only to whoever proves a key, and bound to it (RFC 9449)." };
    private readonly Option<string?> _sector = new("--sector") { Description = "Sector of pairwise identifiers; the host of the redirect and consumer addresses by default." };
    private readonly Option<int> _seconds = new("--access-seconds") { Description = "Life of access tokens.", DefaultValueFactory = _ => 300 };
    private readonly ServiceSamlOptions _saml = new();
    private readonly ServiceAllowOptions _allow = new();
    private readonly Option<string?> _data = DataOption.Create();

    public static Command Create()
    {
        var self = new ServiceAddCommand();
        var command = new Command("add", "Enters a service and prints its secret, once.")
        {
            self._clientId, self._name, self._redirects, self._postLogouts, self._backChannel, self._origins, self._scopes, self._claims, self._authentication,
            self._keys, self._keysUri, self._pkce, self._signing, self._userInfo, self._pushed, self._bound, self._sector, self._seconds, self._data,
        };
        self._saml.AddTo(command);
        self._allow.AddTo(command);
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(
            result.GetValue(self._data), (services, output) => self.RunAsync(result, services, output, cancellation), begins: true));
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, IServiceProvider services, TextWriter output, CancellationToken cancellation)
    {
        if (_saml.Read(result, services.GetRequiredService<TimeProvider>(), out var terms) is { } unreadable)
        {
            await Console.Error.WriteLineAsync(unreadable);
            return 1;
        }

        if (_allow.Read(result, out var senseless) is not { } reception)
        {
            await Console.Error.WriteLineAsync(senseless);
            return 1;
        }

        if (result.GetValue(_keys) is { Exists: false } missing)
        {
            return Refuse([$"There is no file '{missing.FullName}'."]);
        }

        var contract = Contract(result, terms, reception, services.GetRequiredService<IRandomSource>(), services.GetRequiredService<TimeProvider>());
        var (secret, reasons) = await services.GetRequiredService<AddService>().RunAsync(contract, new(ActorKind.Operator, Environment.UserName), cancellation);
        if (reasons.Count > 0)
        {
            return Refuse(reasons);
        }

        WriteEntered(output, contract, secret);
        ServiceText.WarnOfClaims(contract);
        return 0;
    }

    /// <summary>Says what was entered, with its secret.</summary>
    public static void WriteEntered(TextWriter output, Service contract, string? secret)
    {
        output.WriteLine($"client_id: {contract.ClientId}");
        if (contract.Saml is { } terms)
        {
            output.WriteLine($"entity_id: {terms.EntityId}");
        }

        if (secret is not null)
        {
            output.WriteLine($"client_secret: {secret}");
        }
    }

    /// <summary>Says why nothing was entered.</summary>
    public static int Refuse(IReadOnlyList<string> reasons)
    {
        Console.Error.WriteLine(string.Join(Environment.NewLine, reasons));
        return 1;
    }

    private Service Contract(ParseResult result, SamlTerms? terms, ReceptionChange reception, IRandomSource random, TimeProvider clock)
    {
        var redirects = result.GetValue(_redirects) ?? [];
        var claims = result.GetValue(_claims) ?? [];
        var isSamlOnly = terms is not null && redirects.Length == 0;
        return new Service
        {
            Id = random.NewId(),
            ClientId = result.GetRequiredValue(_clientId),
            Name = result.GetRequiredValue(_name),
            RedirectUris = redirects,
            PostLogoutRedirectUris = result.GetValue(_postLogouts) ?? [],
            BackChannelLogoutUri = result.GetValue(_backChannel),
            Origins = result.GetValue(_origins) ?? [],
            Scopes = [.. new[] { ScopeNames.OpenId }.Concat(result.GetValue(_scopes) ?? []).Distinct()],
            Claims = claims.Contains("all") ? [.. ClaimNames.All] : claims,
            Authentication = isSamlOnly ? ClientAuthenticationMethod.None : ServiceText.Authentications[result.GetRequiredValue(_authentication)],
            PublicKeys = result.GetValue(_keys) is { Exists: true } file ? File.ReadAllText(file.FullName) : null,
            KeysUri = result.GetValue(_keysUri),
            Pkce = ServiceText.Policies[result.GetRequiredValue(_pkce)],
            Signing = Enum.Parse<TokenSigning>(result.GetRequiredValue(_signing), ignoreCase: true),
            UserInfoSigning = ServiceText.UserInfoSignings[result.GetRequiredValue(_userInfo)],
            Audience = reception.Profiles ?? Audience.Everybody,
            Degrees = reception.Degrees ?? DegreeSet.Both,
            Schools = reception.Schools ?? [],
            RequiresPushedRequests = result.GetValue(_pushed),
            RequiresBoundTokens = result.GetValue(_bound),
            Sector = result.GetValue(_sector) ?? Sector([.. redirects, .. terms?.Consumers.Select(one => one.Address) ?? []]),
            Saml = terms,
            AccessTokenSeconds = result.GetValue(_seconds),
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        };
    }

    /// <summary>One host: that host. Several: none, so that the operator must choose (OpenID Connect Core §8.1).</summary>
    public static string Sector(IEnumerable<string> redirects)
    {
        var hosts = redirects.Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : string.Empty).Distinct().ToList();
        return hosts is [var only] ? only : string.Empty;
    }

    private static Option<string> Word(string name, string description, string usual, IEnumerable<string> words)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.AcceptOnlyFromAmong([.. words]);
        return option;
    }
}
