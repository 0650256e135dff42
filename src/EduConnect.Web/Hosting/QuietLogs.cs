using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
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

    /// <summary>
    /// A save that another one came before is an answer and no fault (a code typed twice): Entity Framework would write two errors with statement and stack before the answer is caught.
    /// What nobody catches is written once with its reason, by the page of errors, the loop or the report that met it; questions that fail are still written here too.
    /// </summary>
    public static void LetSavesFail(DbContextOptionsBuilder options) =>
        options.ConfigureWarnings(events => events.Log((CoreEventId.SaveChangesFailed, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug)));
}
