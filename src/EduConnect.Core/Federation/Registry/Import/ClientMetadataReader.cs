using System.Text.Json;

namespace EduConnect.Core.Federation.Registry.Import;

/// <summary>Reads client metadata from JSON. What is unknown, cannot be given or would be dangerous is refused, one English sentence a field; nothing is guessed.</summary>
public static class ClientMetadataReader
{
    /// <summary>Longest text read, in signs.</summary>
    public const int Longest = 64 * 1024;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>The metadata; null with the reasons.</summary>
    public static ClientMetadata? Read(string json, out IReadOnlyList<string> reasons)
    {
        ArgumentNullException.ThrowIfNull(json);
        var problems = new List<string>();
        reasons = problems;
        if (json.Length > Longest)
        {
            problems.Add("The file is longer than 64 kB.");
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Read(document.RootElement, problems);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second: half a surrogate pair, which JSON may spell and no text can hold.
            problems.Add("The file is not JSON, or says something twice.");
            return null;
        }
    }

    private static ClientMetadata? Read(JsonElement root, List<string> problems)
    {
        if (root.ValueKind is not JsonValueKind.Object)
        {
            problems.Add("The file must hold one JSON object.");
            return null;
        }

        var metadata = new ClientMetadata();
        foreach (var field in root.EnumerateObject())
        {
            var reason = ClientMetadataFields.Known.TryGetValue(field.Name, out var read) ? read(metadata, field.Value)
                : ClientMetadataFields.Refused.TryGetValue(field.Name, out var why) ? why
                : "is not known.";
            if (reason is not null)
            {
                problems.Add(IsPlain(field.Name) ? $"{field.Name}: {reason}" : "A field has a name with strange signs.");
            }
            else if (ClientMetadataFields.NotKept.Contains(field.Name))
            {
                metadata.NotKept.Add(field.Name);
            }
        }

        return problems.Count == 0 ? metadata : null;
    }

    // The name goes to an operator's terminal.
    private static bool IsPlain(string name) => name.Length <= 100 && name.All(sign => sign is > ' ' and <= '~');
}
