using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace EduConnect.Web.Protocols.Oidc.Notices;

/// <summary>What became of a call.</summary>
internal enum NoticeOutcome
{
    /// <summary>The service has taken the token (RFC 8935 §2.2).</summary>
    Told,

    /// <summary>It will not take this one: another try would end the same.</summary>
    Refused,

    /// <summary>It could not be reached, is busy, or answers what no receiver of such tokens does.</summary>
    Later,
}

/// <summary>What became of a call, with a few words for the operator.</summary>
internal sealed record NoticeAnswer(NoticeOutcome Outcome, string Words);

/// <summary>Pushes security event tokens (RFC 8935). Only 202 says that a token was taken: a page that answers 200 to anything has understood nothing.</summary>
internal sealed class NoticeCalls(IHttpClientFactory factory)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string HttpName = "change-notices";

    private const int LongestAnswer = 4096;

    /// <summary>Errors of RFC 8935 §2.4 that a second try does not mend; <c>invalid_key</c> and <c>authentication_failed</c> do, once the keys are read again.</summary>
    private static readonly string[] Final = ["invalid_request", "invalid_issuer", "invalid_audience", "access_denied"];

    public async Task<NoticeAnswer> TellAsync(Uri address, string token, CancellationToken cancellation)
    {
        using var http = factory.CreateClient(HttpName);
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(token));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/secevent+jwt");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Accept.Add(new("application/json"));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(http.Timeout);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return answer.StatusCode switch
            {
                HttpStatusCode.Accepted => new(NoticeOutcome.Told, string.Empty),
                HttpStatusCode.BadRequest => Read(await BodyAsync(answer, limit.Token)),
                var status => new(NoticeOutcome.Later, $"status {(int)status}"),
            };
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(NoticeOutcome.Later, error is OperationCanceledException ? "no answer in time" : error.Message);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var buffer = new byte[LongestAnswer];
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        return buffer.AsMemory(0, await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation));
    }

    private static NoticeAnswer Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && Text(root, "err") is { } error)
            {
                return new(Final.Contains(error) ? NoticeOutcome.Refused : NoticeOutcome.Later, $"status 400, {Words($"{error}: {Text(root, "description")}")}");
            }
        }
        catch (JsonException)
        {
            // An answer that is no error of RFC 8935 does not come from a receiver of such tokens: somebody has to look at the address.
        }

        return new(NoticeOutcome.Later, "status 400");
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    // The words are shown to operators and logged: one line of plain signs.
    private static string Words(string text) => new([.. text.Where(sign => !char.IsControl(sign)).Take(200)]);
}
