using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.PupilSupport;

/// <summary>Which functions of Dépannage work now. Read from the store at each request: a switch for security acts at once, on every node.</summary>
public sealed class PupilSupportFunctions(IDbContextFactory<OperationalDb> operational)
{
    /// <summary>Those that are switched off, and since when (UTC).</summary>
    public async Task<IReadOnlyDictionary<PupilSupportFunction, DateTime>> OffAsync(CancellationToken cancellation)
    {
        await using var db = await operational.CreateDbContextAsync(cancellation);
        return await db.Set<PupilSupportSwitch>().AsNoTracking().Where(one => one.IsOff).ToDictionaryAsync(one => one.Function, one => one.ChangedAt, cancellation);
    }
}
