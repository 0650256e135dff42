using Microsoft.Extensions.Primitives;

namespace EduConnect.Web.Protocols.Oidc.Messages;

/// <summary>
/// Parameters of a protocol request. A parameter without a value counts as absent and unknown ones are never looked at
/// (RFC 6749 §3.1 and §3.2).
/// </summary>
internal sealed class RequestParameters(IEnumerable<KeyValuePair<string, StringValues>> values)
{
    /// <summary>Largest form read from a service or a browser, in bytes.</summary>
    public const int MaximumBytes = 16 * 1024;

    private readonly IEnumerable<KeyValuePair<string, StringValues>> _values = values;

    /// <summary>The value, the first one if repeated; null when absent or empty.</summary>
    public string? this[string name]
    {
        get
        {
            var found = Find(name);
            return found.Count > 0 && found[0] is { Length: > 0 } value ? value : null;
        }
    }

    /// <summary>The words of a space-separated parameter (RFC 6749 §3.3).</summary>
    public string[] Words(string name) =>
        this[name]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Whether one of these parameters is there more than once (RFC 6749 §3.1: it must not).</summary>
    public bool HasRepeated(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name).Count > 1)
                return true;
        }

        return false;
    }

    /// <summary>Everything received, to be carried through a page or another address of ours.</summary>
    public IEnumerable<KeyValuePair<string, string>> All() =>
        from pair in _values from value in pair.Value where value is not null select new KeyValuePair<string, string>(pair.Key, value);

    /// <summary>Reads the query of a GET or the form of a POST; null when it is neither, or too large.</summary>
    public static async Task<RequestParameters?> ReadAsync(HttpRequest request, CancellationToken cancellation) =>
        HttpMethods.IsPost(request.Method) ? await ReadFormAsync(request, cancellation) : new(request.Query);

    /// <summary>Reads the form of a POST; null when the body is not a form or is too large.</summary>
    public static Task<RequestParameters?> ReadFormAsync(HttpRequest request, CancellationToken cancellation) =>
        ReadFormAsync(request, MaximumBytes, cancellation);

    /// <summary>The same, up to another number of bytes.</summary>
    public static async Task<RequestParameters?> ReadFormAsync(HttpRequest request, int maximum, CancellationToken cancellation)
    {
        if (!HasFormType(request) || request.ContentLength > maximum)
            return null;
        try
        {
            var options = new Microsoft.AspNetCore.Http.Features.FormOptions
            {
                BufferBodyLengthLimit = maximum,
                ValueCountLimit = 100,
                KeyLengthLimit = 200,
                ValueLengthLimit = maximum,
            };
            return new(await request.ReadFormAsync(options, cancellation));
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static bool HasFormType(HttpRequest request) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    private StringValues Find(string name) => _values switch
    {
        IQueryCollection query => query[name],
        IFormCollection form => form[name],
        _ => _values.FirstOrDefault(pair => pair.Key == name).Value,
    };
}
