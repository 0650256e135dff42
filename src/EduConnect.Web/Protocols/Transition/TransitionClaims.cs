using System.Buffers.Text;
using System.Text.Json;
using EduConnect.Core.Federation.Claims;

namespace EduConnect.Web.Protocols.Transition;

/// <summary>What an assertion says beside issuer and audience (<c>docs/transition.md</c>).</summary>
/// <param name="Identifier"><c>jti</c>, used once</param>
/// <param name="IssuedAt"><c>iat</c></param>
/// <param name="ExpiresAt"><c>exp</c></param>
/// <param name="Vectors"><c>FrEduVecteur</c>: 1 to 20 values of one profile of the 2nd degree</param>
/// <param name="Target"><c>target</c>: where they wanted to go; null for the portal</param>
internal sealed record TransitionClaims(string Identifier, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, IReadOnlyList<SchoolVector> Vectors, string? Target)
{
    private const int LongestIdentifier = 200;
    private const int MostVectors = 20;

    /// <summary>Two members of one name would be read differently by different readers.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>Reads a payload in base64url; null when anything is missing or of another kind.</summary>
    public static TransitionClaims? Read(string payload)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(payload), Strict);
            var root = document.RootElement;
            var vectors = ReadVectors(root);
            return Text(root, "jti") is { Length: > 0 and <= LongestIdentifier } identifier && Instant(root, "iat") is { } issued && Instant(root, "exp") is { } expires
                && vectors.Count is > 0 and <= MostVectors && IsOfOneProfile(vectors) && HasGoodTarget(root)
                ? new TransitionClaims(identifier, issued, expires, [.. vectors.Select(vector => vector!)], Text(root, "target"))
                : null;
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static List<SchoolVector?> ReadVectors(JsonElement root) => !root.TryGetProperty("FrEduVecteur", out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Take(MostVectors + 1).Select(Vector)]
        : [Vector(value)];

    private static SchoolVector? Vector(JsonElement value) => value.ValueKind == JsonValueKind.String ? SchoolVector.Parse(value.GetString()) : null;

    private static bool IsOfOneProfile(List<SchoolVector?> vectors) =>
        vectors[0]?.Profile is SchoolVector.SecondDegreeGuardian or SchoolVector.SecondDegreePupil && vectors.TrueForAll(vector => vector?.Profile == vectors[0]!.Profile);

    private static bool HasGoodTarget(JsonElement root) => !root.TryGetProperty("target", out var target) || target.ValueKind == JsonValueKind.String;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Beyond the year 2200 it is not a time in seconds.
    private static DateTimeOffset? Instant(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is > 0 and < 7_258_118_400
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
