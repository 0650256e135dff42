using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Activation;
using EduConnect.Core.Agents;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Provisional;

/// <summary>An old key and what became of it.</summary>
/// <param name="Id">its public name</param>
/// <param name="Rows">what still names it</param>
/// <param name="IsDestroyed">nothing names it and its successor is old enough: it is gone</param>
public sealed record OldKey(string Id, int Rows, bool IsDestroyed);

/// <summary>
/// Gives the keys of passwords a successor, and destroys the old ones once nothing names them (S-PP4). What a school may read is sealed anew at once; what sign-in
/// compares with goes by itself, within the life of a provisional password, and peppers at the next sign-in of each holder, families and agents alike (S-PW2).
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class RotateKey(
    IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, KeyRing keys, ResealProvisional reseal, ReadOnlyMode readOnly, RetentionOptions retention, TimeProvider clock)
{
    /// <summary>Audit code of a new key.</summary>
    public const string RotatedCode = "key.rotated";

    /// <summary>Audit code of a key that is gone.</summary>
    public const string DestroyedCode = "key.destroyed";

    /// <summary>The purposes whose keys are rotated here.</summary>
    public static IReadOnlyList<KeyPurpose> Purposes { get; } = [KeyPurpose.ProvisionalDisplay, KeyPurpose.ProvisionalVerification, KeyPurpose.Pepper];

    /// <summary>Makes a new key and brings over to it what can be.</summary>
    /// <returns>the name of the new key, and how many copies were sealed anew</returns>
    /// <exception cref="ReadOnlyModeException">maintenance: main takes no change now</exception>
    public async Task<(string Id, int Resealed)> RunAsync(KeyPurpose purpose, Actor actor, CancellationToken cancellationToken)
    {
        Ensure(purpose);
        readOnly.EnsureWritable();
        var key = keys.Rotate(purpose);
        await NoteAsync(RotatedCode, purpose, key.Id, actor, cancellationToken);
        return (key.Id, purpose == KeyPurpose.ProvisionalDisplay ? await reseal.RunAsync(cancellationToken) : 0);
    }

    /// <summary>Destroys the old keys of a purpose that nothing names, and whose successor is as old as backups have to be read for.</summary>
    /// <returns>every old key, oldest first</returns>
    /// <exception cref="ReadOnlyModeException">maintenance: main takes no change now</exception>
    public async Task<IReadOnlyList<OldKey>> RetireAsync(KeyPurpose purpose, Actor actor, CancellationToken cancellationToken)
    {
        Ensure(purpose);
        readOnly.EnsureWritable();
        var all = keys.All(purpose);
        var rows = await RowsAsync(purpose, cancellationToken);
        var before = clock.GetUtcNow().UtcDateTime - retention.Keys;
        var result = new List<OldKey>();
        for (var i = 0; i < all.Count - 1; i++)
        {
            var (id, used) = (all[i].Id, rows.GetValueOrDefault(all[i].Id));
            var isDestroyed = used == 0 && all[i + 1].CreatedAt <= before && keys.Destroy(purpose, id);
            if (isDestroyed)
            {
                await NoteAsync(DestroyedCode, purpose, id, actor, cancellationToken);
            }

            result.Add(new OldKey(id, used, isDestroyed));
        }

        return result;
    }

    /// <summary>The agents whose password still needs an old pepper: they have not signed in with it since the rotation.</summary>
    /// <param name="id">the old key</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <returns>their usernames, in order</returns>
    public async Task<IReadOnlyList<string>> AgentsAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var agents = await db.Set<Agent>().AsNoTracking().OrderBy(agent => agent.Username).Select(agent => new { agent.Username, agent.PasswordHash }).ToListAsync(cancellationToken);
        return [.. agents.Where(agent => PepperOf(agent.PasswordHash) == id).Select(agent => agent.Username)];
    }

    private static void Ensure(KeyPurpose purpose)
    {
        if (!Purposes.Contains(purpose))
        {
            throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "not rotated here");
        }
    }

    private async Task NoteAsync(string code, KeyPurpose purpose, string id, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        db.Add(actor.Event(code, clock.GetUtcNow().UtcDateTime, detail: $"{purpose} {id}"));
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<Dictionary<string, int>> RowsAsync(KeyPurpose purpose, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        if (purpose == KeyPurpose.Pepper)
        {
            await using var journeys = await operational.CreateDbContextAsync(cancellationToken);
            await CountAsync(rows, db.Set<Account>().Where(account => account.PasswordHash != null).Select(account => account.PasswordHash), PepperOf, cancellationToken);
            await CountAsync(rows, db.Set<Agent>().Select(agent => agent.PasswordHash), PepperOf, cancellationToken);
            await CountAsync(rows, journeys.Set<ActivationState>().Where(state => state.PasswordHash != null).Select(state => state.PasswordHash), PepperOf, cancellationToken);
            await CountAsync(rows, journeys.Set<JournalEntry>().Where(entry => entry.PasswordHash != null).Select(entry => entry.PasswordHash), PepperOf, cancellationToken);
            return rows;
        }

        var copies = purpose == KeyPurpose.ProvisionalDisplay
            ? db.Set<Account>().Where(account => account.ProvisionalCipher != null).Select(account => account.ProvisionalCipher)
            : db.Set<Account>().Where(account => account.ProvisionalMac != null).Select(account => account.ProvisionalMac);
        await CountAsync(rows, copies, copy => KeyedBytes.Split(copy)?.KeyId, cancellationToken);
        return rows;
    }

    private static string? PepperOf(string? stored) => PasswordHash.TryParse(stored, out var hash) ? hash.PepperKeyId : null;

    private static async Task CountAsync<T>(Dictionary<string, int> rows, IQueryable<T> stored, Func<T, string?> keyOf, CancellationToken cancellationToken)
    {
        await foreach (var one in stored.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (keyOf(one) is { } id)
            {
                rows[id] = rows.GetValueOrDefault(id) + 1;
            }
        }
    }
}
