using System.Text.Json;

namespace EduConnect.Web.Protocols.Oidc.Messages;

/// <summary>The <c>claims</c> parameter (OpenID Connect Core §5.5): names asked one by one, an essential <c>acr</c>, and the person meant (<c>sub</c>).</summary>
/// <param name="IdToken">Names wanted in the identity token.</param>
/// <param name="UserInfo">Names wanted from the userinfo endpoint.</param>
/// <param name="EssentialAcr">Values one of which must be met; empty when none is essential.</param>
internal sealed record ClaimsRequest(IReadOnlyList<string> IdToken, IReadOnlyList<string> UserInfo, IReadOnlyList<string> EssentialAcr)
{
    public static readonly ClaimsRequest None = new([], [], []);

    /// <summary>The <c>sub</c> values one of which the identity token must have (§3.1.2.2, §5.5.1); null when no value is asked for. Empty means nobody.</summary>
    public IReadOnlyList<string>? Subjects { get; init; }

    /// <summary>Reads the parameter; null when it is not what the specification describes.</summary>
    public static ClaimsRequest? Parse(string? json)
    {
        if (json is null)
            return None;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            return document.RootElement.ValueKind is JsonValueKind.Object ? Read(document.RootElement) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second: half a surrogate pair, which JSON may spell and no text can hold.
            return null;
        }
    }

    private static ClaimsRequest? Read(JsonElement root)
    {
        var idToken = Member(root, "id_token");
        var userInfo = Member(root, "userinfo");
        return idToken is null || userInfo is null ? null : new(idToken, userInfo, Essential(root)) { Subjects = Wanted(root) };
    }

    private static string[]? Member(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var member) || member.ValueKind is JsonValueKind.Null)
            return [];
        if (member.ValueKind is not JsonValueKind.Object)
            return null;
        return member.EnumerateObject().All(claim => claim.Value.ValueKind is JsonValueKind.Null or JsonValueKind.Object)
            ? [.. member.EnumerateObject().Select(claim => claim.Name)]
            : null;
    }

    private static string[] Essential(JsonElement root)
    {
        if (!root.TryGetProperty("id_token", out var member) || member.ValueKind is not JsonValueKind.Object
            || !member.TryGetProperty("acr", out var acr) || acr.ValueKind is not JsonValueKind.Object
            || !acr.TryGetProperty("essential", out var essential) || essential.ValueKind is not JsonValueKind.True)
        {
            return [];
        }

        return Values(acr) ?? [];
    }

    private static string[]? Wanted(JsonElement root) =>
        root.TryGetProperty("id_token", out var member) && member.ValueKind is JsonValueKind.Object
        && member.TryGetProperty("sub", out var sub) && sub.ValueKind is JsonValueKind.Object
            ? Values(sub)
            : null;

    // Null when neither member is there; values of another type can be met by nobody.
    private static string[]? Values(JsonElement claim)
    {
        if (claim.TryGetProperty("value", out var value) && value.ValueKind is not JsonValueKind.Null)
            return value.ValueKind is JsonValueKind.String ? [value.GetString()!] : [];
        if (!claim.TryGetProperty("values", out var values) || values.ValueKind is JsonValueKind.Null)
            return null;
        return values.ValueKind is JsonValueKind.Array
            ? [.. values.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)]
            : [];
    }
}
