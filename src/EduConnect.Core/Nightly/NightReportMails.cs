using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Nightly;

/// <summary>Mails the report of a night to the operators, once however often the night is taken up again: night and address decide the message's identifier.</summary>
public sealed class NightReportMails(IDbContextFactory<MainDb> main, NightOptions options, OutboxWriter outbox, TimeProvider clock)
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Writes the mails that are not there yet.</summary>
    public async Task WriteAsync(Guid night, NightReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        foreach (var address in OutboxWriter.Addresses(options.TellTo))
        {
            var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"night report {night} {address}")).AsSpan(0, 16));
            if (!await db.Set<OutboxMessage>().AnyAsync(message => message.Id == id, cancellationToken))
            {
                outbox.Mail(db, address, "night-report", Values(report, clock.GetUtcNow().UtcDateTime), rows: [.. report.Steps.Select(Row)]).Id = id;
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What the text says of the whole night.</summary>
    internal static Dictionary<string, string> Values(NightReport report, DateTime now) => new()
    {
        ["Date"] = ParisTime.OnPaper(now),
        ["Done"] = report.Steps.Count(step => step.IsDone).ToString("N0", French),
        ["All"] = report.Steps.Count.ToString("N0", French),
        ["Seconds"] = Seconds(report.Steps.Sum(step => step.Seconds)),
    };

    /// <summary>What it says of a step.</summary>
    // A message of a fault may quote what is in the store: the mail names its kind, the report kept here has the rest.
    internal static MailRow Row(NightStepReport step)
    {
        Dictionary<string, string> values = new() { ["Step"] = step.Name, ["Seconds"] = Seconds(step.Seconds), ["Needs"] = step.LeftOutFor ?? string.Empty };
        foreach (var (name, count) in step.Counts)
        {
            values[name] = count.ToString("N0", French);
        }

        values["Error"] = step.Error?.Split(':')[0] ?? string.Empty;
        return new MailRow(TextOf(step), values);
    }

    // A step that came to its end and has something to look at has figures to tell of it.
    private static string TextOf(NightStepReport step) => step switch
    {
        { Error: not null, Counts.Count: > 0 } => step.Name + "Failed",
        { Error: not null } => "failed",
        { LeftOutFor: not null } => "leftOut",
        _ => step.Name,
    };

    private static string Seconds(double seconds) => seconds.ToString("0.#", French);
}
