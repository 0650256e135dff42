using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace EduConnect.Core.Platform.Outbox;

/// <summary>
/// Seals the words of every message as it is saved, in either store: nobody who writes a mail with a link or a password in it has to think of it (S-RC1). Only
/// the worker that sends a message opens it; a mail that was sent keeps no words at all.
/// </summary>
public sealed class SealTexts(SecretTexts secrets) : SaveChangesInterceptor
{
    /// <inheritdoc />
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        Seal(eventData.Context);
        return result;
    }

    /// <inheritdoc />
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        Seal(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private void Seal(DbContext? db)
    {
        foreach (var entry in db?.ChangeTracker.Entries<OutboxMessage>() ?? [])
        {
            if (entry.State == EntityState.Added)
            {
                secrets.Seal(entry.Entity);
            }
        }
    }
}
