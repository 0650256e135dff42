using System.Net;

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

    /// <summary>Sender shown on the phone.</summary>
    public string Sender { get; set; } = "EduConnect";
}

/// <summary>SMS through the HTTP interface of a Kannel gateway.</summary>
public sealed class KannelTransport(SmsOptions options, HttpClient http) : IMessageTransport
{
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
            using var answer = await http.GetAsync(Request(message), cancellationToken);
            return new DeliveryResult(Meaning(answer.StatusCode), answer.StatusCode.ToString());
        }
        catch (HttpRequestException fault)
        {
            return new DeliveryResult(Delivery.TryAgain, fault.Message);
        }
    }

    private static Delivery Meaning(HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK or HttpStatusCode.Accepted => Delivery.Accepted,
        HttpStatusCode.BadRequest => Delivery.RefusedForGood,
        _ => Delivery.TryAgain,
    };

    private Uri Request(OutboxMessage message)
    {
        (string Name, string Value)[] query =
        [
            ("username", options.UserName), ("password", options.Password), ("from", options.Sender),
            ("to", message.Recipient), ("text", message.Text), ("charset", "UTF-8"), ("coding", "0"),
        ];
        return new Uri(options.Address + "?" + string.Join('&', query.Select(part => part.Name + "=" + Uri.EscapeDataString(part.Value))));
    }
}
