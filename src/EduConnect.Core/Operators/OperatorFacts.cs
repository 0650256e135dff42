using System.Text.Json;
using EduConnect.Core.Platform.Audit;

namespace EduConnect.Core.Operators;

/// <summary>Which operator acted, in the facts of an event of the operational journal, until it is carried to main.</summary>
public static class OperatorFacts
{
    private const string Operator = "operator";

    /// <summary>The facts of an act that needs no others.</summary>
    public static string Of(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return JsonSerializer.Serialize(new Dictionary<string, string> { [Operator] = actor.Id });
    }

    /// <summary>The operator that facts name; empty when they name none.</summary>
    internal static string Read(string facts)
    {
        try
        {
            using var document = JsonDocument.Parse(facts);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(Operator, out var name) ? name.GetString() ?? string.Empty : string.Empty;
        }
        catch (JsonException)
        {
            return string.Empty;
        }
    }
}
