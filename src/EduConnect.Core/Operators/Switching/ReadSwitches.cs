using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.PupilSupport;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Operators.Switching;

/// <summary>Tells where the security switches stand (rows #16 and #17).</summary>
[UseCase(Effect.Reads)]
public sealed class ReadSwitches(IDbContextFactory<OperationalDb> operational, FranceConnectOptions franceConnect, PupilSupportOptions pupilSupport)
{
    /// <summary>Reads them all, in the order of <see cref="SwitchName"/>.</summary>
    public async Task<IReadOnlyList<ServiceSwitch>> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        var button = await db.Set<FranceConnectSwitch>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == FranceConnectSwitch.OnlyId, cancellationToken);
        var functions = await db.Set<PupilSupportSwitch>().AsNoTracking().ToDictionaryAsync(one => one.Function, cancellationToken);
        return
        [
            new ServiceSwitch(
                SwitchName.FranceConnect, franceConnect.IsSetUp, button is { IsOff: true }, button?.ChangedAt, button?.ChangedBy ?? string.Empty, OutboxWriter.Addresses(franceConnect.TellWhenSwitched)),
            Of(SwitchName.Inform, functions.GetValueOrDefault(PupilSupportFunction.Inform)),
            Of(SwitchName.List, functions.GetValueOrDefault(PupilSupportFunction.List)),
        ];
    }

    private ServiceSwitch Of(SwitchName name, PupilSupportSwitch? row) =>
        new(name, true, row is { IsOff: true }, row?.ChangedAt, row?.ChangedBy ?? string.Empty, OutboxWriter.Addresses(pupilSupport.TellWhenSwitched));
}
