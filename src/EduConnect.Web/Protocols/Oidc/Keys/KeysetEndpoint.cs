using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Keys;

/// <summary>The public keys (RFC 7517 §5), cached by services for an hour at most: a new key is published a day before it signs.</summary>
internal sealed class KeysetEndpoint(SigningKeys keys)
{
    public Task HandleAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "public, max-age=3600";
        return JsonAnswer.WriteBodyAsync(http, writer =>
        {
            writer.WriteStartArray("keys");
            foreach (var key in keys.Published)
            {
                Write(writer, key);
            }

            writer.WriteEndArray();
        });
    }

    private static void Write(System.Text.Json.Utf8JsonWriter writer, SigningKey key)
    {
        writer.WriteStartObject();
        writer.WriteString("kty", key.Public.Kty);
        writer.WriteString("use", "sig");
        writer.WriteString("alg", key.Algorithm.ToString());
        writer.WriteString("kid", key.Id);
        if (key.Algorithm is TokenSigning.RS256)
        {
            writer.WriteString("n", key.Public.N);
            writer.WriteString("e", key.Public.E);
        }
        else
        {
            writer.WriteString("crv", key.Public.Crv);
            writer.WriteString("x", key.Public.X);
            writer.WriteString("y", key.Public.Y);
        }

        writer.WriteEndObject();
    }
}
