using System.Text.Json;

namespace EduConnect.Core.Federation.Usage;

/// <summary>What the journal and the trail say of an entry into a service.</summary>
public static class ServiceEntry
{
    /// <summary>Code of the event.</summary>
    public const string Code = "service.entered";

    /// <summary>The detail of an entry.</summary>
    public static string Detail(string clientId) => $"{{\"service\":\"{JsonEncodedText.Encode(clientId)}\"}}";

    /// <summary>The service of a detail; null when it names none.</summary>
    public static string? ClientIdOf(string detail)
    {
        try
        {
            using var document = JsonDocument.Parse(detail);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("service", out var service) && service.ValueKind is JsonValueKind.String ? service.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
