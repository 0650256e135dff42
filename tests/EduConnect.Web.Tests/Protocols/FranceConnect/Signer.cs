using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EduConnect.Web.Tests.Protocols.FranceConnect;

/// <summary>Signs tokens by hand, with any header one wants, so that the client is not checked by its own library.</summary>
internal sealed class Signer(string algorithm, string? kid, Func<byte[], byte[]> sign, Func<Dictionary<string, string>> key)
{
    public static Signer Ec(string? kid)
    {
        var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new("ES256", kid, data => ec.SignData(data, HashAlgorithmName.SHA256), () =>
        {
            var point = ec.ExportParameters(false).Q;
            return new() { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Text(point.X!), ["y"] = Text(point.Y!) };
        });
    }

    public static Signer Rsa(string? kid)
    {
        var rsa = RSA.Create(2048);
        return new("RS256", kid, data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), () =>
        {
            var parameters = rsa.ExportParameters(false);
            return new() { ["kty"] = "RSA", ["n"] = Text(parameters.Modulus!), ["e"] = Text(parameters.Exponent!) };
        });
    }

    /// <summary>No signature at all.</summary>
    public static Signer None() => new("none", null, _ => [], () => []);

    /// <summary>A symmetric signature, with a secret that both sides know.</summary>
    public static Signer Hmac(string secret) => new("HS256", null, data => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), data), () => []);

    /// <summary>The same key under another name; null leaves it out of the header.</summary>
    public Signer As(string? other) => new(algorithm, other, sign, key);

    public Dictionary<string, string> Publish()
    {
        var published = key();
        (published["use"], published["alg"]) = ("sig", algorithm);
        if (kid is not null)
        {
            published["kid"] = kid;
        }

        return published;
    }

    public string Sign(Dictionary<string, object?> claims) => SignText(JsonSerializer.Serialize(claims));

    /// <summary>Signs a payload as it stands.</summary>
    public string SignText(string payload)
    {
        Dictionary<string, string> header = new() { ["alg"] = algorithm, ["typ"] = "JWT" };
        if (kid is not null)
        {
            header["kid"] = kid;
        }

        var signed = Text(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Text(Encoding.UTF8.GetBytes(payload));
        return signed + "." + Text(sign(Encoding.ASCII.GetBytes(signed)));
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
