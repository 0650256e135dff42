using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.FranceConnect;

/// <summary>Why an identity is not attached to the account that is signed in.</summary>
public enum AttachRefusal
{
    /// <summary>Attached, or attached already.</summary>
    None,

    /// <summary>It is another person's account, or no guardian's.</summary>
    NotThisPerson,

    /// <summary>The identity is attached to another account: group the accounts first.</summary>
    IdentityTaken,

    /// <summary>The account has another identity: detach it first.</summary>
    AccountTaken,
}

/// <summary>A signed-in guardian attaches the identity they have just proved at FranceConnect; confirmed addresses are told (S-RC6).</summary>
[UseCase(Effect.Modifies)]
public sealed class AttachFranceConnect(MainDb main, FranceConnectIdentities identities, StorageProvider provider, SecurityNotices notices, TimeProvider clock)
{
    private const string Template = "franceconnect-attached";

    /// <summary>Attaches.</summary>
    public async Task<AttachRefusal> RunAsync(Guid accountId, FranceConnectPerson person, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(actor);
        if (await main.Set<Account>().FirstOrDefaultAsync(one => one.Id == accountId, cancellation)
                is not { Kind: AccountKind.Guardian, State: AccountState.Activated, ClosedAt: null } account
            || !await BearsTheNamesAsync(accountId, person, cancellation))
        {
            return AttachRefusal.NotThisPerson;
        }

        if (await identities.FindAsync(person.Subject, cancellation) is { } known)
        {
            return known.AccountId == accountId ? AttachRefusal.None : AttachRefusal.IdentityTaken;
        }

        if (await identities.FindAsync(accountId, cancellation) is not null)
        {
            return AttachRefusal.AccountTaken;
        }

        identities.Attach(main, account, person, actor);
        await notices.AddAsync(main, account, Template, clock.GetUtcNow().UtcDateTime, cancellation);
        try
        {
            await main.SaveChangesAsync(cancellation);
            return AttachRefusal.None;
        }
        catch (DbUpdateException race) when (provider.IsUniqueViolation(race))
        {
            main.ChangeTracker.Clear();
            return AttachRefusal.IdentityTaken;
        }
    }

    private async Task<bool> BearsTheNamesAsync(Guid account, FranceConnectPerson person, CancellationToken cancellation)
    {
        var records = await main.Set<GuardianRecord>().AsNoTracking().Where(record => record.AccountId == account)
            .Select(record => new { record.FamilyName, record.UsualName, record.FirstName }).ToListAsync(cancellation);
        return records.Exists(record => FranceConnectNames.Match(person, record.FamilyName, record.UsualName, record.FirstName));
    }
}
