using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Protocols.Oidc.Possession;

/// <summary>
/// The header of a proof (RFC 9449 §4.2). Of the key it names only what a public key of its kind consists of is taken: a certificate beside it would otherwise decide over the signature,
/// while the thumbprint speaks of the numbers.
/// </summary>
internal static class ProofHeader
{
    /// <summary>Its <c>typ</c>.</summary>
    public const string Type = "dpop+jwt";

    /// <summary>Signatures taken.</summary>
    public static readonly string[] Algorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    private static readonly string[] PrivateParts = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>The public key of a proof; null when its header is not what §4.2 asks for.</summary>
    public static JsonWebKey? Read(string proof)
    {
        var encoded = proof.AsSpan(0, Math.Max(0, proof.IndexOf('.', StringComparison.Ordinal)));
        if (encoded.IsEmpty || !Base64Url.IsValid(encoded))
        {
            return null;
        }

        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(encoded));
            return header.RootElement is { ValueKind: JsonValueKind.Object } members && Text(members, "typ") == Type && members.TryGetProperty("jwk", out var key) ? Key(key, Text(members, "alg")) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonWebKey? Key(JsonElement key, string? algorithm)
    {
        if (key.ValueKind is not JsonValueKind.Object || Array.Exists(PrivateParts, part => key.TryGetProperty(part, out _)))
        {
            return null;
        }

        return (Text(key, "kty"), algorithm) switch
        {
            ("EC", SecurityAlgorithms.EcdsaSha256) when Text(key, "crv") == "P-256" && Bytes(key, "x") is 32 && Bytes(key, "y") is 32 => new() { Kty = "EC", Crv = "P-256", X = Text(key, "x"), Y = Text(key, "y") },
            ("RSA", SecurityAlgorithms.RsaSha256 or SecurityAlgorithms.RsaSsaPssSha256) when Bytes(key, "n") is >= 256 and <= 512 && Bytes(key, "e") is >= 1 and <= 4 => new() { Kty = "RSA", N = Text(key, "n"), E = Text(key, "e") },
            _ => null,
        };
    }

    private static int? Bytes(JsonElement key, string name) => Text(key, name) is { } text && Base64Url.IsValid(text, out var length) ? length : null;

    private static string? Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
