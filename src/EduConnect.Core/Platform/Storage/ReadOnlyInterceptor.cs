using Microsoft.EntityFrameworkCore.Diagnostics;

namespace EduConnect.Core.Platform.Storage;

/// <summary>
/// Refuses every save of the main store while <see cref="ReadOnlyMode"/> is on, whoever saves (S-MT3). Forms are refused before (the gate of the pages); statements that
/// bypass saves (<c>ExecuteUpdate</c>, raw SQL) are not seen here, so whoever writes one on main saves beside it, or asks first: a house test wants it of each file.
/// </summary>
public sealed class ReadOnlyInterceptor(ReadOnlyMode mode) : SaveChangesInterceptor
{
    /// <inheritdoc />
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        mode.EnsureWritable();
        return result;
    }

    /// <inheritdoc />
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        mode.EnsureWritable();
        return ValueTask.FromResult(result);
    }
}
