using System.Text.Json;

namespace EduConnect.Core.Federation.Registry;

/// <summary>What somebody else's public keys must look like before they are kept.</summary>
public static class PublicKeySet
{
    /// <summary>RFC 7517 §5: an object with <c>keys</c>; a member <c>d</c> or <c>k</c> would be a secret that must not be here.</summary>
    public static bool IsPublic(string? text)
    {
        try
        {
            using var document = JsonDocument.Parse(text ?? string.Empty);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("keys", out var keys) && keys.ValueKind is JsonValueKind.Array && keys.GetArrayLength() > 0
                && keys.EnumerateArray().All(key => key.ValueKind is JsonValueKind.Object
                    && key.TryGetProperty("kty", out _) && !key.TryGetProperty("d", out _) && !key.TryGetProperty("k", out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
