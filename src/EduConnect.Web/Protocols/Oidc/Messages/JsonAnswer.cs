using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace EduConnect.Web.Protocols.Oidc.Messages;

/// <summary>JSON answers of the protocol endpoints, never cached (RFC 6749 §5.1).</summary>
internal static class JsonAnswer
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default, SkipValidation = true };

    /// <summary>Writes one JSON object.</summary>
    public static Task WriteAsync(HttpContext http, int status, Action<Utf8JsonWriter> members)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Pragma = "no-cache";
        http.Response.ContentType = "application/json";
        return WriteBodyAsync(http, members);
    }

    /// <summary>A refusal without a body stays without: no page is for programs, whatever they accept.</summary>
    public static void WithoutPage(HttpContext http)
    {
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
    }

    /// <summary>Writes the object only; the caller has set status and headers.</summary>
    public static async Task WriteBodyAsync(HttpContext http, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        http.Response.ContentLength = buffer.WrittenCount;
        await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }

    /// <summary>Writes a refusal (RFC 6749 §5.2); 401 names the scheme that was tried.</summary>
    public static Task WriteAsync(HttpContext http, OidcError error)
    {
        RefusalLog.Note(http, error.Id);
        if (error.Status is StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"oidc\"";
        return WriteAsync(http, error.Status, writer =>
        {
            writer.WriteString("error", error.Code);
            writer.WriteString("error_description", $"{error.Description} ({error.Id})");
        });
    }
}
