using System.Text.Json;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.FranceConnect;

/// <summary>An operator switches FranceConnect off for security, or on again (row #16): switch, journal and mails to the académies in one save.</summary>
/// <remarks>Everything is in the operational store, so that it works while main is read-only. Sessions that are open go on.</remarks>
[UseCase(Effect.Reads)]
public sealed class SwitchFranceConnect(OperationalDb operational, FranceConnectOptions options, OutboxWriter outbox, TimeProvider clock, IRandomSource random)
{
    /// <summary>Code of switching off.</summary>
    public const string OffCode = "franceconnect.switched-off";

    /// <summary>Code of switching on again.</summary>
    public const string OnCode = "franceconnect.switched-on";

    private const string OffTemplate = "franceconnect-off";
    private const string OnTemplate = "franceconnect-on";

    /// <summary>Switches.</summary>
    /// <returns>how many addresses are told; null when it stood so already, and nobody is told twice</returns>
    public async Task<int?> RunAsync(bool isOff, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var row = await operational.Set<FranceConnectSwitch>().FirstOrDefaultAsync(one => one.Id == FranceConnectSwitch.OnlyId, cancellation);
        if (row is null)
        {
            operational.Add(row = new FranceConnectSwitch());
        }

        if (row.IsOff == isOff)
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        (row.IsOff, row.ChangedAt, row.ChangedBy) = (isOff, now, actor.Id);
        operational.Add(new JournalEntry { Id = random.NewId(), At = now, Code = isOff ? OffCode : OnCode, Detail = JsonSerializer.Serialize(new { @operator = actor.Id }) });
        var told = OutboxWriter.Addresses(options.TellWhenSwitched);
        foreach (var address in told)
        {
            outbox.Mail(operational, address, isOff ? OffTemplate : OnTemplate, new Dictionary<string, string> { ["Date"] = ParisTime.OnPaper(now) });
        }

        await operational.SaveChangesAsync(cancellation);
        return told.Count;
    }
}
