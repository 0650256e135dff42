using System.Text.Json;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.PupilSupport;

/// <summary>An operator switches Informer or Lister of Dépannage off for security, or on again (row #17): switch, journal and mails to the académies in one save.</summary>
/// <remarks>Everything is in the operational store, so that it works while main is read-only.</remarks>
[UseCase(Effect.Reads)]
public sealed class SwitchPupilSupport(OperationalDb operational, PupilSupportOptions options, OutboxWriter outbox, TimeProvider clock, IRandomSource random)
{
    /// <summary>Code of switching off.</summary>
    public const string OffCode = "pupil-support.switched-off";

    /// <summary>Code of switching on again.</summary>
    public const string OnCode = "pupil-support.switched-on";

    /// <summary>Switches.</summary>
    /// <returns>how many addresses are told; null when it stood so already, and nobody is told twice</returns>
    public async Task<int?> RunAsync(PupilSupportFunction function, bool isOff, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var row = await operational.Set<PupilSupportSwitch>().FirstOrDefaultAsync(one => one.Function == function, cancellation);
        if (row is null)
        {
            operational.Add(row = new PupilSupportSwitch { Function = function });
        }

        if (row.IsOff == isOff)
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        (row.IsOff, row.ChangedAt, row.ChangedBy) = (isOff, now, actor.Id);
        operational.Add(new JournalEntry
        {
            Id = random.NewId(),
            At = now,
            Code = isOff ? OffCode : OnCode,
            Detail = JsonSerializer.Serialize(new { @operator = actor.Id, function = function.ToString() }),
        });
        var told = OutboxWriter.Addresses(options.TellWhenSwitched);
        foreach (var address in told)
        {
            outbox.Mail(operational, address, Template(function, isOff), new Dictionary<string, string> { ["Date"] = ParisTime.OnPaper(now) });
        }

        await operational.SaveChangesAsync(cancellation);
        return told.Count;
    }

    private static string Template(PupilSupportFunction function, bool isOff) => (function, isOff) switch
    {
        (PupilSupportFunction.Inform, true) => "pupil-support-inform-off",
        (PupilSupportFunction.Inform, false) => "pupil-support-inform-on",
        (PupilSupportFunction.List, true) => "pupil-support-list-off",
        (PupilSupportFunction.List, false) => "pupil-support-list-on",
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "unknown function"),
    };
}
