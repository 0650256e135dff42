using System.CommandLine;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;

namespace EduConnect.Web.CommandLine;

/// <summary>The words of <c>service edit</c>, those of <c>service add</c>: what is left out stays as it was, a list is said as a whole.</summary>
internal sealed class ServiceEditOptions
{
    private readonly Option<bool?> _open = OptionOf.Choice("--open", "Whether anybody may enter");
    private readonly Option<string?> _name = new("--name") { Description = "Name shown to families." };
    private readonly Option<string[]> _redirects = OptionOf.Many("--redirect", "All the addresses the browser is sent back to.");
    private readonly Option<string[]> _postLogouts = OptionOf.Many("--post-logout", "All the addresses after a sign-out; empty removes them.");
    private readonly Option<string?> _backChannel = new("--backchannel-logout") { Description = "Address of the service's server that is told when a session ends; empty removes it." };
    private readonly Option<string[]> _origins = OptionOf.Many("--origin", "All the origins of scripts; empty removes them.");
    private readonly Option<string[]> _scopes = OptionOf.Many("--scope", "All the scopes granted beside openid; empty removes them.");
    private readonly Option<string[]> _claims = OptionOf.Many("--claim", "All the claims released, or 'all'; empty removes them.");
    private readonly Option<string?> _authentication = OptionOf.Word("--auth", "How the service authenticates; a secret is drawn when it has none and needs one.", ServiceText.Authentications.Keys);
    private readonly Option<FileInfo?> _keys = new("--keys") { Description = "JSON Web Key Set with the public keys of a private_key_jwt service." };
    private readonly Option<string?> _keysUri = new("--keys-uri") { Description = "Address where a private_key_jwt service publishes its public keys, in place of --keys." };
    private readonly Option<string?> _pkce = OptionOf.Word("--pkce", "Whether a proof key is demanded.", ServiceText.Policies.Keys);
    private readonly Option<string?> _signing = OptionOf.Word("--signing", "Signature of identity tokens.", Enum.GetNames<TokenSigning>());
    private readonly Option<string?> _userInfo = OptionOf.Word("--userinfo-signing", "Signature of userinfo; 'none' is plain JSON.", ServiceText.UserInfoSignings.Keys);
    private readonly Option<bool?> _pushed = OptionOf.Choice("--require-par", "Whether authorization requests must be pushed (RFC 9126)");
    private readonly Option<bool?> _bound = OptionOf.Choice("--require-dpop", "Whether tokens are given only to whoever proves a key (RFC 9449)");
    private readonly Option<string?> _sector = new("--sector") { Description = "Sector of pairwise identifiers; only with --change-subjects." };
    private readonly Option<bool> _subjects = new("--change-subjects") { Description = "Another sector is meant: the service will not recognise anybody it knows." };
    private readonly Option<int?> _seconds = new("--access-seconds") { Description = "Life of access tokens." };
    private readonly Option<bool?> _signed = OptionOf.Choice("--saml-signed-requests", "Whether unsigned SAML requests are refused");
    private readonly Option<string?> _nameId = OptionOf.Word("--saml-nameid", "Form of NameID when a request does not choose.", ServiceText.NameIds.Keys);
    private readonly Option<string?> _cipher = OptionOf.Word("--saml-cipher", "How assertions are enciphered.", ServiceText.Ciphers.Keys);
    private readonly Option<bool?> _lenient = OptionOf.Choice("--saml-lenient", "Whether wishes that cannot be met are overlooked");
    private readonly Option<bool?> _sha1 = OptionOf.Choice("--saml-sha1-at-sign-out", "Whether sign-out messages in a query may be signed with SHA-1");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            _open, _name, _redirects, _postLogouts, _backChannel, _origins, _scopes, _claims, _authentication, _keys, _keysUri, _pkce, _signing, _userInfo, _pushed, _bound, _sector, _subjects, _seconds,
            _signed, _nameId, _cipher, _lenient, _sha1,
        })
        {
            command.Add(option);
        }
    }

    /// <summary>What was said; null with the reason when it makes no sense.</summary>
    public ServiceChange? Read(ParseResult result, out string? reason)
    {
        var file = result.GetValue(_keys);
        var change = file is { Exists: false } ? null : Change(result, file);
        reason = change is null ? $"There is no file '{file!.FullName}'." : change == new ServiceChange() ? "Say what changes, such as --open, --redirect or --claim: service edit --help tells the rest." : null;
        return reason is null ? change : null;
    }

    private ServiceChange Change(ParseResult result, FileInfo? keys) => new()
    {
        IsOpen = result.GetValue(_open),
        Name = result.GetValue(_name),
        RedirectUris = List(result, _redirects),
        PostLogoutRedirectUris = List(result, _postLogouts),
        BackChannelLogoutUri = result.GetValue(_backChannel),
        Origins = List(result, _origins),
        Scopes = List(result, _scopes) is { } scopes ? [.. scopes.Prepend(ScopeNames.OpenId).Distinct(StringComparer.Ordinal)] : null,
        Claims = List(result, _claims) is { } claims ? claims.Contains("all") ? [.. ClaimNames.All] : claims : null,
        Authentication = result.GetValue(_authentication) is { } method ? ServiceText.Authentications[method] : null,
        PublicKeys = keys is null ? null : File.ReadAllText(keys.FullName),
        KeysUri = result.GetValue(_keysUri),
        Pkce = result.GetValue(_pkce) is { } policy ? ServiceText.Policies[policy] : null,
        Signing = result.GetValue(_signing) is { } signing ? Enum.Parse<TokenSigning>(signing, ignoreCase: true) : null,
        UserInfoSigning = result.GetValue(_userInfo) is { } word ? ServiceText.UserInfoSignings[word] : null,
        PlainUserInfo = ServiceText.Unsigned.Equals(result.GetValue(_userInfo), StringComparison.OrdinalIgnoreCase),
        RequiresPushedRequests = result.GetValue(_pushed),
        RequiresBoundTokens = result.GetValue(_bound),
        Sector = result.GetValue(_sector),
        ChangesSubjects = result.GetValue(_subjects),
        AccessTokenSeconds = result.GetValue(_seconds),
        Saml = Saml(result),
    };

    private SamlChange? Saml(ParseResult result)
    {
        var change = new SamlChange
        {
            RequestsAreSigned = result.GetValue(_signed),
            NameId = result.GetValue(_nameId) is { } form ? ServiceText.NameIds[form] : null,
            Cipher = result.GetValue(_cipher) is { } cipher ? ServiceText.Ciphers[cipher] : null,
            IsLenient = result.GetValue(_lenient),
            AcceptsSha1AtSignOut = result.GetValue(_sha1),
        };
        return change == new SamlChange() ? null : change;
    }

    private static IReadOnlyList<string>? List(ParseResult result, Option<string[]> option) =>
        result.GetValue(option) is { Length: > 0 } words ? [.. words.Where(word => word.Length > 0).Distinct(StringComparer.Ordinal)] : null;
}
