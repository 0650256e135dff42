using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>A key of a service that proves to hold it (RFC 9449), written by hand so that a proof can be wrong in every way.</summary>
internal sealed class TestKey : IDisposable
{
    private readonly ECDsa? _curve;
    private readonly RSA? _rsa;
    private readonly string _algorithm;

    public TestKey(string algorithm = "ES256", int bits = 2048)
    {
        _algorithm = algorithm;
        (_curve, _rsa) = algorithm is "ES256" ? (ECDsa.Create(ECCurve.NamedCurves.nistP256), null) : ((ECDsa?)null, RSA.Create(bits));
    }

    /// <summary>The public key, as a proof shows it.</summary>
    public Dictionary<string, object> Public => _curve is not null
        ? new() { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(_curve.ExportParameters(false).Q.X), ["y"] = Base64UrlEncoder.Encode(_curve.ExportParameters(false).Q.Y) }
        : new() { ["kty"] = "RSA", ["e"] = Base64UrlEncoder.Encode(_rsa!.ExportParameters(false).Exponent), ["n"] = Base64UrlEncoder.Encode(_rsa.ExportParameters(false).Modulus) };

    /// <summary>RFC 7638 §3: its members in the order of the alphabet, without blanks.</summary>
    public string Thumbprint => Base64UrlEncoder.Encode(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new SortedDictionary<string, object>(Public, StringComparer.Ordinal))));

    /// <summary>A proof.</summary>
    public string Prove(string method, string address, DateTime at, string? token = null, Action<Dictionary<string, object>, Dictionary<string, object>>? change = null)
    {
        var header = new Dictionary<string, object> { ["typ"] = "dpop+jwt", ["alg"] = _algorithm, ["jwk"] = Public };
        var payload = new Dictionary<string, object> { ["jti"] = Guid.NewGuid().ToString("N"), ["htm"] = method, ["htu"] = address, ["iat"] = new DateTimeOffset(at).ToUnixTimeSeconds() };
        if (token is not null)
        {
            payload["ath"] = Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token)));
        }

        change?.Invoke(header, payload);
        var text = $"{Part(header)}.{Part(payload)}";
        return $"{text}.{Base64UrlEncoder.Encode(Sign(System.Text.Encoding.ASCII.GetBytes(text)))}";
    }

    public void Dispose()
    {
        _curve?.Dispose();
        _rsa?.Dispose();
    }

    private byte[] Sign(byte[] text) => _curve?.SignData(text, HashAlgorithmName.SHA256)
        ?? _rsa!.SignData(text, HashAlgorithmName.SHA256, _algorithm is "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);

    private static string Part(Dictionary<string, object> members) => Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(members));
}
