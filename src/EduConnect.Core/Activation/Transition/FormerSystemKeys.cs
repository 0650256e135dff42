using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Activation.Transition;

/// <summary>Public keys of a former system: an operator hands over a JSON Web Key Set or a PEM file, the store keeps a key set.</summary>
public static class FormerSystemKeys
{
    private const int MostKeys = 10;
    private const int LeastModulusBytes = 2048 / 8;
    private const int CoordinateBytes = 32;

    /// <summary>The key set of a file; null when it is neither a key set nor one public key or certificate in PEM.</summary>
    /// <remarks>A key out of PEM has no <c>kid</c>: it is meant whatever an assertion's header says.</remarks>
    public static string? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!PemEncoding.TryFind(text, out var found))
        {
            return text;
        }

        if (PemEncoding.TryFind(text.AsSpan()[found.Location.End..], out _))
        {
            return null;
        }

        var (label, body) = (text[found.Label], Convert.FromBase64String(text[found.Base64Data]));
        try
        {
            return label switch
            {
                "PUBLIC KEY" => OfKey(body),
                "CERTIFICATE" => OfCertificate(body),
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Why a key set cannot be used, in one English sentence; null when it can.</summary>
    public static string? Breach(string keys)
    {
        if (!PublicKeySet.IsPublic(keys))
        {
            return "The keys must be a JSON Web Key Set without private parts, or one public key or certificate in PEM.";
        }

        using var document = JsonDocument.Parse(keys);
        var all = document.RootElement.GetProperty("keys").EnumerateArray().ToList();
        return all.Count > MostKeys || !all.TrueForAll(MayVerify) ? "Every key must be RSA of 2048 bits at least, or on the curve P-256, for signatures."
            : all.Count > 1 && all.Select(key => Text(key, "kid")).Distinct(StringComparer.Ordinal).Count(kid => kid.Length > 0) != all.Count ? "Several keys must each have a 'kid' of their own."
            : null;
    }

    private static bool MayVerify(JsonElement key) => Text(key, "use") is "" or "sig" && Text(key, "kty") switch
    {
        "EC" => Text(key, "crv") == "P-256" && Length(key, "x") == CoordinateBytes && Length(key, "y") == CoordinateBytes,
        "RSA" => Length(key, "n") >= LeastModulusBytes && Length(key, "e") > 0,
        _ => false,
    };

    private static string Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;

    /// <summary>Bytes of a number without its leading zeros; 0 when it cannot be read.</summary>
    private static int Length(JsonElement key, string name)
    {
        var text = Text(key, name);
        var bytes = new byte[text.Length];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written))
        {
            return 0;
        }

        return name == "n" ? bytes.AsSpan(0, written).TrimStart((byte)0).Length : written;
    }

    private static string? OfKey(byte[] body)
    {
        using var ec = ECDsa.Create();
        using var rsa = RSA.Create();
        try
        {
            ec.ImportSubjectPublicKeyInfo(body, out _);
            return OfEc(ec);
        }
        catch (CryptographicException)
        {
            rsa.ImportSubjectPublicKeyInfo(body, out _);
            return OfRsa(rsa);
        }
    }

    private static string? OfCertificate(byte[] body)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(body);
        using var ec = certificate.GetECDsaPublicKey();
        using var rsa = certificate.GetRSAPublicKey();
        return ec is not null ? OfEc(ec) : rsa is not null ? OfRsa(rsa) : null;
    }

    private static string? OfEc(ECDsa key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
            ? Write(new() { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(parameters.Q.X), ["y"] = Base64Url.EncodeToString(parameters.Q.Y) })
            : null;
    }

    private static string OfRsa(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return Write(new() { ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(parameters.Modulus), ["e"] = Base64Url.EncodeToString(parameters.Exponent) });
    }

    private static string Write(Dictionary<string, string> key) => JsonSerializer.Serialize(new Dictionary<string, object> { ["keys"] = new[] { key } });
}
