using EduConnect.Core.Federation.Registry;

namespace EduConnect.Web.Protocols;

/// <summary>
/// One line of the server's log for every refusal of a protocol, so that an operator can help whoever quotes a reference: the reference and the service, when it is a
/// known one. Nothing of the person and no value of the request (S-AU1). What answers a request that may show no page (<c>prompt=none</c>, <c>IsPassive</c>) is no refusal.
/// </summary>
internal static partial class RefusalLog
{
    private static readonly object Concerned = new();
    private static readonly string[] AnswersToSilence = ["A30", "A31", "S30"];

    /// <summary>The service that this request says it is, for what may be refused later on.</summary>
    public static void Concerns(HttpContext http, Service? service) => http.Items[Concerned] = service;

    /// <summary>Writes the line.</summary>
    /// <param name="http">the request</param>
    /// <param name="reference">such as <c>A04</c></param>
    /// <param name="service">the service; that of <see cref="Concerns"/> without it</param>
    public static void Note(HttpContext http, string reference, Service? service = null)
    {
        if (!AnswersToSilence.Contains(reference))
        {
            var logger = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RefusalLog).FullName!);
            Refused(logger, reference, (service ?? http.Items[Concerned] as Service)?.ClientId ?? "unknown");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused: {Reference} (service {Service})")]
    private static partial void Refused(ILogger logger, string reference, string service);
}
