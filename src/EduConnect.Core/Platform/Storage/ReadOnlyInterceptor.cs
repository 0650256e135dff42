using Microsoft.EntityFrameworkCore.Diagnostics;

namespace EduConnect.Core.Platform.Storage;

/// <summary>Refuses every save of the main store while <see cref="ReadOnlyMode"/> is on: the one place where maintenance bites (S-MT3).</summary>
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
