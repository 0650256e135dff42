using System.Globalization;
using System.Net;
using System.Text;

namespace EduConnect.Core.Platform.Outbox;

/// <summary>Section <c>Sms</c> of the settings: the gateway, by the <c>sendsms</c> address of Kannel.</summary>
public sealed class SmsOptions
{
    /// <summary>Address of <c>sendsms</c>, such as <c>http://127.0.0.1:13013/cgi-bin/sendsms</c>; empty: SMS wait in the outbox.</summary>
    public string Address { get; set; } = string.Empty;

    /// <summary>User name at the gateway.</summary>
    public string UserName { get; set; } = string.Empty;

    /// <summary>Password at the gateway.</summary>
    public string Password { get; set; } = string.Empty;

    /// <summary>Address of this service as the gateway reaches it, without a final slash, to report what became of each message; empty: no reports are asked for.</summary>
    public string ReportOrigin { get; set; } = string.Empty;

    /// <summary>Sender shown on the phone.</summary>
    public string Sender { get; set; } = "EduConnect";
}

/// <summary>SMS through the HTTP interface of a Kannel gateway.</summary>
public sealed class KannelTransport(SmsOptions options, HttpClient http, DeliveryReportMarks marks) : IMessageTransport
{
    private const int LongestWords = 200;
    private const int EveryReport = 31;

    /// <inheritdoc />
    public Channel Channel => Channel.Sms;

    /// <inheritdoc />
    public async Task<DeliveryResult> SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (options.Address.Length == 0)
        {
            return new DeliveryResult(Delivery.TryAgain, "No gateway is configured.");
        }

        try
        {
            using var answer = await http.GetAsync(Request(message), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var words = await WordsAsync(answer, cancellationToken);
            return new DeliveryResult(Meaning(answer.StatusCode, words), $"{(int)answer.StatusCode} {words}");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new DeliveryResult(Delivery.TryAgain, fault.Message);
        }
    }

    private static async Task<string> WordsAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestWords];
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length).Trim();
    }

    // "0: Accepted for delivery", "3: Queued for later delivery": a page of somebody in between is no acceptance.
    private static Delivery Meaning(HttpStatusCode status, string words) => status switch
    {
        HttpStatusCode.OK or HttpStatusCode.Accepted when words.StartsWith("0:", StringComparison.Ordinal) || words.StartsWith("3:", StringComparison.Ordinal) => Delivery.Accepted,
        HttpStatusCode.BadRequest => Delivery.RefusedForGood,
        _ => Delivery.TryAgain,
    };

    private Uri Request(OutboxMessage message)
    {
        (string Name, string Value)[] query =
        [
            ("username", options.UserName), ("password", options.Password), ("from", options.Sender),
            ("to", message.Recipient), ("text", message.Text), ("charset", "UTF-8"), ("coding", "0"),
            .. Reports(message),
        ];
        return new Uri(options.Address + "?" + string.Join('&', query.Select(part => part.Name + "=" + Uri.EscapeDataString(part.Value))));
    }

    private IEnumerable<(string Name, string Value)> Reports(OutboxMessage message) => options.ReportOrigin.Length == 0
        ? []
        : [("dlr-mask", EveryReport.ToString(CultureInfo.InvariantCulture)), ("dlr-url", $"{options.ReportOrigin}{DeliveryReportMarks.Path}{message.Id:N}?k={marks.Of(message.Id)}&s=%d")];
}
