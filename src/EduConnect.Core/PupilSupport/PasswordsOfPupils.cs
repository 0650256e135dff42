using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.PupilSupport;

/// <summary>Which password each pupil of a page has (column "Mot de passe", rows #215 and #218). None is read: that takes the eye.</summary>
[UseCase(Effect.Reads)]
public sealed class PasswordsOfPupils(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Reads the kinds.</summary>
    /// <param name="scope">who asks, for which school</param>
    /// <param name="accountIds">accounts of one page of the school's list, at most 50</param>
    /// <param name="cancellationToken">the caller gave up</param>
    public async Task<IReadOnlyDictionary<Guid, PasswordKind>> RunAsync(EstablishmentScope scope, IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var here = ListRows.Of(db, ListKind.Pupils).Where(row => accountIds.Contains(row.AccountId)).Select(row => row.AccountId);
        var accounts = await db.Set<Account>().AsNoTracking().Where(account => here.Contains(account.Id)).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        return accounts.ToDictionary(account => account.Id, account => account.PasswordAt(now));
    }
}
