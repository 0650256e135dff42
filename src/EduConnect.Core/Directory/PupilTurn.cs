using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory;

/// <summary>
/// Whose turn it is with a pupil (ADR 0026). Nothing in the store ties enrolments, ties, records and accounts to their pupil, and the server lets several write at once: whoever adds
/// something that names a pupil, or takes a pupil away, first takes the pupil's row, and only then reads what hangs on it. The embedded engine lets one write at a time anyway.
/// </summary>
internal static class PupilTurn
{
    /// <summary>Holds the rows of some pupils until the caller's transaction ends, after whoever holds one of them.</summary>
    /// <param name="db">main, in a transaction that has changed no row yet but new ones</param>
    /// <param name="pupils">each once</param>
    /// <param name="cancellationToken">ends the wait</param>
    /// <returns>how many of them there are still</returns>
    public static Task<int> TakeAsync(MainDb db, Guid[] pupils, CancellationToken cancellationToken) =>
        db.Set<Pupil>().Where(pupil => EF.Parameter(pupils).Contains(pupil.Id)).ExecuteUpdateAsync(row => row.SetProperty(pupil => pupil.IdentityKey, pupil => pupil.IdentityKey), cancellationToken);

    /// <summary>The same, where each of them has been read and must still be there.</summary>
    /// <exception cref="DbUpdateConcurrencyException">one of them has gone since</exception>
    public static async Task TakeAllAsync(MainDb db, Guid[] pupils, CancellationToken cancellationToken)
    {
        if (pupils.Length > 0 && await TakeAsync(db, pupils, cancellationToken) != pupils.Length)
        {
            throw new DbUpdateConcurrencyException("A pupil has gone since it was read.");
        }
    }
}
