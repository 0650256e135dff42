using System.Text.Json;

namespace EduConnect.Web.Protocols.Oidc.Messages;

/// <summary>The <c>claims</c> parameter (OpenID Connect Core §5.5): names asked one by one, and an essential <c>acr</c>.</summary>
/// <param name="IdToken">Names wanted in the identity token.</param>
/// <param name="UserInfo">Names wanted from the userinfo endpoint.</param>
/// <param name="EssentialAcr">Values one of which must be met; empty when none is essential.</param>
internal sealed record ClaimsRequest(IReadOnlyList<string> IdToken, IReadOnlyList<string> UserInfo, IReadOnlyList<string> EssentialAcr)
{
    public static readonly ClaimsRequest None = new([], [], []);

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
        return idToken is null || userInfo is null ? null : new(idToken, userInfo, Essential(root));
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

        if (acr.TryGetProperty("value", out var value) && value.ValueKind is JsonValueKind.String)
            return [value.GetString()!];
        return acr.TryGetProperty("values", out var values) && values.ValueKind is JsonValueKind.Array
            ? [.. values.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)]
            : [];
    }
}
