using Microsoft.Extensions.Configuration.Memory;

namespace EduConnect.Web.Hosting;

/// <summary>
/// What the server says by itself: starts, stops, warnings, faults. Addresses hold links of mails and what agents search for, statements and calls of gateways hold more:
/// the frameworks' lines about each request, statement and call stay out of the log unless the settings ask for them (S-AU1).
/// </summary>
internal static class QuietLogs
{
    private static readonly string[] Talkative = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "System.Net.Http"];

    /// <summary>Adds the levels below all other settings.</summary>
    public static void Add(IConfigurationBuilder configuration) => configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData = Talkative.Select(category => KeyValuePair.Create($"Logging:LogLevel:{category}", (string?)nameof(LogLevel.Warning))).ToList(),
    });
}
