using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Storage;

/// <summary>Saves that two people may attempt at once.</summary>
internal static class TrySave
{
    /// <summary>Saves; false when another save of the same account came first, and nothing was changed.</summary>
    public static async Task<bool> TrySaveAsync(this MainDb db, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
