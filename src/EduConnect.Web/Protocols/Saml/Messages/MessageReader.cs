using System.IO.Compression;
using System.Net;
using System.Text;
using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Platform;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Saml.Messages;

/// <summary>Takes a message out of a query (SAML Bindings §3.4) or a form (§3.5), within the limits of S-SA1.</summary>
internal sealed class MessageReader(ServiceOptions options)
{
    /// <summary>Bytes of a RelayState: the standard says 80, services put whole addresses there.</summary>
    public const int LongestRelayState = 4096;

    private const int LargestForm = 60 * 1024;
    private static readonly string[] Names = ["SAMLRequest", "SAMLResponse", "RelayState", "SigAlg", "Signature", "SAMLEncoding"];

    /// <summary>The message, or why there is none.</summary>
    public async Task<(SamlMessage? Message, SamlError? Error)> ReadAsync(HttpContext http, SamlBinding binding) =>
        binding is SamlBinding.Redirect ? Read(http, Query(http.Request.QueryString.Value)) : Read(http, await FormAsync(http));

    private (SamlMessage? Message, SamlError? Error) Read(HttpContext http, Fields? fields)
    {
        if (fields is null || fields["SAMLRequest"] is null == fields["SAMLResponse"] is null)
        {
            return (null, SamlErrors.NotAMessage);
        }

        if (fields["RelayState"] is { } relay && Encoding.UTF8.GetByteCount(relay) > LongestRelayState)
        {
            return (null, SamlErrors.LongRelayState);
        }

        var isAnswer = fields["SAMLResponse"] is not null;
        var bytes = Bytes(fields[isAnswer ? "SAMLResponse" : "SAMLRequest"]!, fields.IsQuery);
        if (bytes is null || SafeXml.Parse(bytes) is not { } root || !TrySignature(fields, isAnswer, out var signature))
        {
            return (null, SamlErrors.NotAMessage);
        }

        var binding = fields.IsQuery ? SamlBinding.Redirect : SamlBinding.Post;
        return (new(root, isAnswer, binding, options.PublicOrigin + http.Request.Path, fields["RelayState"], signature), null);
    }

    /// <summary>What is signed is put together from the values as they were escaped, in this order whatever the order received (§3.4.4.1).</summary>
    private static bool TrySignature(Fields fields, bool isAnswer, out QuerySignature? signature)
    {
        signature = null;
        if (!fields.IsQuery || fields["Signature"] is not { } text || fields["SigAlg"] is not { } algorithm)
        {
            // Half a signature is a mistake, not an unsigned message.
            return !fields.IsQuery || (fields["Signature"] is null && fields["SigAlg"] is null);
        }

        string[] parts = [isAnswer ? "SAMLResponse" : "SAMLRequest", "RelayState", "SigAlg"];
        var signed = string.Join('&', parts.Where(name => fields.Raw(name) is not null).Select(name => $"{name}={fields.Raw(name)}"));
        var value = Decode(text);
        signature = value is null ? null : new(algorithm, value, Encoding.UTF8.GetBytes(signed));
        return value is not null;
    }

    private static byte[]? Bytes(string text, bool isDeflated)
    {
        var bytes = Decode(text);
        return bytes is null || !isDeflated ? bytes : Inflate(bytes);
    }

    private static byte[]? Decode(string text)
    {
        var buffer = new byte[(text.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(text, buffer, out var written) ? buffer[..written] : null;
    }

    private static byte[]? Inflate(byte[] bytes)
    {
        try
        {
            using var inflater = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress);
            var buffer = new byte[SafeXml.Largest + 1];
            var length = inflater.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= SafeXml.Largest ? buffer[..length] : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The fields of a query that matter, escaped as they came; null when one is repeated or another encoding is asked for.</summary>
    private static Fields? Query(string? query)
    {
        var raw = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in (query ?? string.Empty).TrimStart('?').Split('&'))
        {
            var (name, value) = part.IndexOf('=', StringComparison.Ordinal) is var mark and >= 0 ? (part[..mark], part[(mark + 1)..]) : (part, string.Empty);
            if (Names.Contains(name, StringComparer.Ordinal) && !raw.TryAdd(name, value))
            {
                return null;
            }
        }

        var fields = new Fields(raw, IsQuery: true);
        return fields["SAMLEncoding"] is null or SamlNames.Deflate ? fields : null;
    }

    private static async Task<Fields?> FormAsync(HttpContext http)
    {
        if (await RequestParameters.ReadFormAsync(http.Request, LargestForm, http.RequestAborted) is not { } form || form.HasRepeated(Names))
        {
            return null;
        }

        return new(Names.Where(name => form[name] is not null).ToDictionary(name => name, name => form[name]!, StringComparer.Ordinal), IsQuery: false);
    }

    private sealed record Fields(Dictionary<string, string> Values, bool IsQuery)
    {
        public string? this[string name] => Raw(name) is not { Length: > 0 } value ? null : IsQuery ? WebUtility.UrlDecode(value) : value;

        public string? Raw(string name) => Values.GetValueOrDefault(name);
    }
}
