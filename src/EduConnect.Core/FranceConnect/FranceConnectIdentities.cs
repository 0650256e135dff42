using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.FranceConnect;

/// <summary>Finds and attaches FranceConnect identities of the environment this service is registered in.</summary>
public sealed class FranceConnectIdentities(MainDb main, FranceConnectOptions options, TimeProvider clock, IRandomSource random)
{
    /// <summary>Audit code of an attachment.</summary>
    public const string AttachedCode = "franceconnect.attached";

    /// <summary>The identity behind a subject; null when nobody attached it. Not tracked.</summary>
    public Task<FranceConnectIdentity?> FindAsync(string subject, CancellationToken cancellation)
    {
        var environment = options.Issuer;
        return main.Set<FranceConnectIdentity>().AsNoTracking().FirstOrDefaultAsync(identity => identity.Environment == environment && identity.Subject == subject, cancellation);
    }

    /// <summary>The identity attached to an account; null when there is none. Not tracked.</summary>
    public Task<FranceConnectIdentity?> FindAsync(Guid account, CancellationToken cancellation)
    {
        var environment = options.Issuer;
        return main.Set<FranceConnectIdentity>().AsNoTracking().FirstOrDefaultAsync(identity => identity.Environment == environment && identity.AccountId == account, cancellation);
    }

    /// <summary>Adds the identity and its audit row to the next save of <paramref name="db"/>.</summary>
    /// <remarks>
    /// The caller has proved that the person holds the account, and has looked that neither side is attached already
    /// (<see cref="FindAsync(string, CancellationToken)"/>, <see cref="FindAsync(Guid, CancellationToken)"/>). Of two saves at once the
    /// database lets one through: the other fails with <see cref="DbUpdateException"/> and changes nothing.
    /// </remarks>
    public void Attach(MainDb db, Account account, FranceConnectPerson person, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow().UtcDateTime;
        db.Add(new FranceConnectIdentity { Id = random.NewId(), Environment = options.Issuer, Subject = person.Subject, AccountId = account.Id, AttachedAt = now });
        db.Add(actor.Event(AttachedCode, now, account.Id));
    }

    /// <summary>
    /// An account is closed and another one of the same holder stays (row #104): its identity goes with the records, in the next save of <paramref name="db"/>,
    /// unless the account that stays has one of its own in the same environment.
    /// </summary>
    public static async Task FollowAsync(MainDb db, Guid closed, Guid stays, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var identities = await db.Set<FranceConnectIdentity>().AsTracking().Where(identity => identity.AccountId == closed || identity.AccountId == stays).ToListAsync(cancellation);
        var kept = identities.Where(identity => identity.AccountId == stays).Select(identity => identity.Environment).ToHashSet(StringComparer.Ordinal);
        foreach (var identity in identities.Where(identity => identity.AccountId == closed))
        {
            if (kept.Contains(identity.Environment))
            {
                db.Remove(identity);
            }
            else
            {
                identity.AccountId = stays;
            }
        }
    }
}
