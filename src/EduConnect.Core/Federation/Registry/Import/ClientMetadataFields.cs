using System.Text.Json;
using EduConnect.Core.Federation.Claims;

namespace EduConnect.Core.Federation.Registry.Import;

/// <summary>One entry for each field of client metadata: how it is read, or why it is refused. Rules on values that every contract has are not repeated here (<see cref="ContractRules"/>).</summary>
internal static class ClientMetadataFields
{
    private const string Text = "must be a text.";
    private const string Texts = "must be a list of texts.";
    private const string YesNo = "must be true or false.";

    private static readonly Dictionary<string, ClientAuthenticationMethod> Authentications = new(StringComparer.Ordinal)
    {
        ["client_secret_basic"] = ClientAuthenticationMethod.SecretBasic,
        ["client_secret_post"] = ClientAuthenticationMethod.SecretPost,
        ["private_key_jwt"] = ClientAuthenticationMethod.PrivateKeyJwt,
        ["none"] = ClientAuthenticationMethod.None,
    };

    private static readonly Dictionary<string, TokenSigning> Algorithms = Enum.GetValues<TokenSigning>().ToDictionary(one => one.ToString(), one => one, StringComparer.Ordinal);

    /// <summary>Read; the answer is null or the rest of a sentence that begins with the name of the field.</summary>
    public static readonly Dictionary<string, Func<ClientMetadata, JsonElement, string?>> Known = new(StringComparer.Ordinal)
    {
        ["client_id"] = (to, value) => Take(value, text => to.ClientId = text),
        ["client_name"] = (to, value) => Take(value, text => to.Name = to.Name.Length == 0 ? text : to.Name),
        ["client_name#fr"] = (to, value) => Take(value, text => to.Name = text),
        ["redirect_uris"] = (to, value) => TakeAll(value, list => to.RedirectUris = list),
        ["post_logout_redirect_uris"] = (to, value) => TakeAll(value, list => to.PostLogoutRedirectUris = list),
        ["backchannel_logout_uri"] = (to, value) => Take(value, text => to.BackChannelLogoutUri = text),
        ["backchannel_logout_session_required"] = (_, value) => TakeFlag(value, _ => { }),
        ["require_pushed_authorization_requests"] = (to, value) => TakeFlag(value, flag => to.RequiresPushedRequests = flag),
        ["dpop_bound_access_tokens"] = (to, value) => TakeFlag(value, flag => to.RequiresBoundTokens = flag),
        ["token_endpoint_auth_method"] = (to, value) => OneOf(value, Authentications, method => to.Authentication = method),
        ["id_token_signed_response_alg"] = (to, value) => OneOf(value, Algorithms, signing => to.Signing = signing),
        ["userinfo_signed_response_alg"] = (to, value) => OneOf(value, Algorithms, signing => to.UserInfoSigning = signing),
        ["application_type"] = (_, value) => OneOf(value, Only("web"), _ => { }),
        ["subject_type"] = (_, value) => OneOf(value, Only("pairwise"), _ => { }),
        ["response_types"] = (_, value) => AllOf(value, ["code"], _ => { }),
        ["grant_types"] = (to, value) => AllOf(value, ["authorization_code", "refresh_token"], list => to.Scopes.UnionWith(list.Contains("refresh_token") ? [ScopeNames.OfflineAccess] : [])),
        ["scope"] = (to, value) => Take(value, text => to.Scopes.UnionWith(text.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
        ["jwks"] = (to, value) => PublicKeySet.IsPublic(value.GetRawText()) ? Do(() => to.PublicKeys = value.GetRawText()) : "must be a JSON Web Key Set without private parts.",
        ["jwks_uri"] = (to, value) => Take(value, text => to.KeysUri = text),
        ["contacts"] = (_, value) => TakeAll(value, _ => { }),
        ["client_uri"] = (_, value) => Take(value, _ => { }),
        ["logo_uri"] = (_, value) => Take(value, _ => { }),
        ["policy_uri"] = (_, value) => Take(value, _ => { }),
        ["tos_uri"] = (_, value) => Take(value, _ => { }),
        ["software_id"] = (_, value) => Take(value, _ => { }),
        ["software_version"] = (_, value) => Take(value, _ => { }),
    };

    /// <summary>Understood, but a contract has no place for them.</summary>
    public static readonly IReadOnlySet<string> NotKept = new HashSet<string>(StringComparer.Ordinal)
    {
        "contacts", "client_uri", "logo_uri", "policy_uri", "tos_uri", "software_id", "software_version",
    };

    /// <summary>Known to the specifications and refused here, with the reason.</summary>
    public static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["client_secret"] = "secrets are drawn here and never taken from a file.",
        ["sector_identifier_uri"] = "is not fetched; say --sector.",
        ["request_uris"] = "request objects are not supported; push the requests (RFC 9126).",
        ["request_object_signing_alg"] = "request objects are not supported.",
        ["software_statement"] = "software statements are not supported.",
        ["frontchannel_logout_uri"] = "front-channel logout is not supported; use backchannel_logout_uri.",
        ["initiate_login_uri"] = "is not supported; enter the service on the portal.",
        ["default_max_age"] = "is not supported; send max_age.",
        ["default_acr_values"] = "is not supported; send acr_values.",
    };

    private static Dictionary<string, bool> Only(string word) => new(StringComparer.Ordinal) { [word] = true };

    private static string? Take(JsonElement value, Action<string> keep) =>
        value is { ValueKind: JsonValueKind.String } && value.GetString() is { Length: > 0 } text ? Do(() => keep(text)) : Text;

    private static string? TakeFlag(JsonElement value, Action<bool> keep) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Do(() => keep(value.GetBoolean())) : YesNo;

    private static string? TakeAll(JsonElement value, Action<IReadOnlyList<string>> keep) =>
        value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(one => one.ValueKind is JsonValueKind.String)
            ? Do(() => keep([.. value.EnumerateArray().Select(one => one.GetString()!).Distinct(StringComparer.Ordinal)]))
            : Texts;

    private static string? OneOf<T>(JsonElement value, Dictionary<string, T> words, Action<T> keep) =>
        value is { ValueKind: JsonValueKind.String } && words.TryGetValue(value.GetString()!, out var found) ? Do(() => keep(found)) : $"must be {string.Join(" or ", words.Keys)}.";

    private static string? AllOf(JsonElement value, string[] words, Action<IReadOnlyList<string>> keep)
    {
        IReadOnlyList<string> list = [];
        return TakeAll(value, found => list = found) ?? (list.Count > 0 && list.All(words.Contains) ? Do(() => keep(list)) : $"must be a list of {string.Join(" or ", words)}.");
    }

    private static string? Do(Action work)
    {
        work();
        return null;
    }
}
