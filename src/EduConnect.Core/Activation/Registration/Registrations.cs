using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation.Registration;

/// <summary>Begins, finds and keeps registrations in progress, in the operational store.</summary>
public sealed class Registrations(MainDb main, OperationalDb operational, TimeProvider clock, IRandomSource random)
{
    /// <summary>How long a registration may take from its first page to its last.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Begins for whoever came back from FranceConnect, or for somebody without.</summary>
    /// <param name="person">who came back, after every signature was checked; null without FranceConnect</param>
    /// <param name="isShared">the computer is shared</param>
    /// <param name="returnPath">path of this origin to go to at the end; null for the portal</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>the handle for the cookie</returns>
    public async Task<string> BeginAsync(FranceConnectPerson? person, bool isShared, string? returnPath, CancellationToken cancellation)
    {
        var (handle, _) = Begin(person, isShared, returnPath);
        await operational.SaveChangesAsync(cancellation);
        return handle;
    }

    /// <summary>The same, to be saved with the first code.</summary>
    public (string Handle, RegistrationState State) Begin(FranceConnectPerson? person, bool isShared, string? returnPath)
    {
        var handle = random.NewHandle();
        var state = new RegistrationState
        {
            Id = random.NewId(),
            HandleHash = Sessions.Hash(handle),
            TransactionId = random.NewId(),
            Person = person is null ? null : JsonSerializer.Serialize(person),
            IsShared = isShared,
            ReturnPath = returnPath,
            CreatedAt = Now,
            ExpiresAt = Now + Life,
        };
        operational.Add(state);
        return (handle, state);
    }

    /// <summary>The registration of a cookie; null when there is none or it took too long.</summary>
    public async Task<RegistrationState?> FindAsync(string? handle, CancellationToken cancellation)
    {
        if (handle is not { Length: > 0 and <= 200 })
        {
            return null;
        }

        var (hash, now) = (Sessions.Hash(handle), Now);
        return await operational.Set<RegistrationState>().FirstOrDefaultAsync(one => one.HandleHash == hash && one.ExpiresAt > now, cancellation);
    }

    /// <summary>Saves what was given.</summary>
    public Task SaveAsync(CancellationToken cancellation) => operational.SaveChangesAsync(cancellation);

    /// <summary>Saves every column, changed or not: the statement must not tell whether somebody matched (S-EN2).</summary>
    public Task SaveWholeAsync(RegistrationState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        operational.Entry(state).State = EntityState.Modified;
        return operational.SaveChangesAsync(cancellation);
    }

    /// <summary>Notes that the code sent to a number was right, in one statement that looks whether the registration still is about that number.</summary>
    /// <param name="state">as it was read</param>
    /// <param name="phone">the number that received the code</param>
    /// <param name="now">UTC</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>false when other names or another number were given meanwhile, on another page of the same browser: the proof is not about them</returns>
    public async Task<bool> ProveAsync(RegistrationState state, string phone, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (id, transaction) = (state.Id, state.TransactionId);
        var proved = await operational.Set<RegistrationState>().Where(one => one.Id == id && one.TransactionId == transaction && one.Phone == phone && one.DoneAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.ProvedAt, now), cancellation);
        if (proved == 1)
        {
            state.Prove(now);
            return true;
        }

        await operational.Entry(state).ReloadAsync(cancellation);
        return false;
    }

    /// <summary>What a registration is about, tracked by main; null when nobody matches, or no more.</summary>
    public async Task<RegistrationFamily?> FamilyAsync(RegistrationState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        var ids = state.MatchingRecords;
        var found = await (
            from record in main.Set<GuardianRecord>()
            join account in main.Set<Account>() on record.AccountId equals account.Id
            where ids.Contains(record.Id) && record.GoneAt == null
            select account).Distinct().ToListAsync(cancellation);
        if (RegistrationAccounts.Choose(found) is not { } accounts)
        {
            return null;
        }

        List<Guid> kept = [accounts.Stays.Id, .. accounts.Join.Select(account => account.Id)];
        var records = await main.Set<GuardianRecord>().Where(record => record.AccountId != null && kept.Contains(record.AccountId.Value)).ToListAsync(cancellation);
        var links = Children.LinksOf(main, [.. records.Where(record => record.GoneAt is null).Select(record => record.Id)]);
        return new RegistrationFamily(accounts, records, new AskedChildren(accounts.Stays, links, await Children.OfAsync(main, links, cancellation)));
    }

    /// <summary>Takes one of the three tries of birth dates of this registration, before anything is compared.</summary>
    /// <returns>false when none is left</returns>
    public async Task<bool> TakeTryAsync(RegistrationState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        var taken = await operational.Set<RegistrationState>().Where(one => one.Id == state.Id && one.BirthDateTries < Activations.TriesPerActivation)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.BirthDateTries, one => one.BirthDateTries + 1), cancellation);
        await operational.Entry(state).ReloadAsync(cancellation);
        return taken == 1;
    }
}
