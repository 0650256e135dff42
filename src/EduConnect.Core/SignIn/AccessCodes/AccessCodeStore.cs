using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.SignIn.AccessCodes;

/// <summary>The statements on <see cref="AccessCode"/>: each is atomic, the same text on every database.</summary>
public sealed class AccessCodeStore(CodeMac mac, AccessCodeOptions options, TimeProvider clock)
{
    /// <summary>Stores a new code in the place of the pupil's former one, together with what waits to be saved in <paramref name="db"/>.</summary>
    /// <returns>the eight digits, which are stored nowhere</returns>
    public async Task<string> SaveAsync(OperationalDb db, AccessCode code, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(code);
        var digits = mac.Draw();
        code.Mac = mac.Compute(code.DrawId, CodePurpose.AccessCode, code.AccountId.ToString("N"), digits);
        await using var change = await db.Database.BeginTransactionAsync(cancellation);
        var old = code.GivenAt.AddDays(-1);
        await db.Set<AccessCode>().Where(one => one.ExpiresAt < old).ExecuteDeleteAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into access_code (account_id, draw_id, mac, agent_id, agent_name, school_id, school_name, given_at, expires_at, tries, used_at)
            values ({code.AccountId}, {code.DrawId}, {code.Mac}, {code.AgentId}, {code.AgentName}, {code.SchoolId}, {code.SchoolName}, {code.GivenAt}, {code.ExpiresAt}, 0, null)
            on conflict (account_id) do update set draw_id = excluded.draw_id, mac = excluded.mac, agent_id = excluded.agent_id, agent_name = excluded.agent_name,
            school_id = excluded.school_id, school_name = excluded.school_name, given_at = excluded.given_at, expires_at = excluded.expires_at, tries = 0, used_at = null
            """,
            cancellation);
        await db.SaveChangesAsync(cancellation);
        await change.CommitAsync(cancellation);
        return digits;
    }

    /// <summary>
    /// Judges what was typed. A try is taken before anything is compared, so parallel tries are no more than the limit; somebody without a code costs the same.
    /// </summary>
    /// <param name="db">the operational store</param>
    /// <param name="account">whose code; null when nobody has the username</param>
    /// <param name="typed">as typed</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>the code when it is right and still works; it is not used up before <see cref="UseAsync"/></returns>
    public async Task<AccessCode?> MatchAsync(OperationalDb db, Guid? account, string? typed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (id, now, most) = (account ?? Guid.Empty, clock.GetUtcNow().UtcDateTime, options.Tries);
        var code = await db.Set<AccessCode>().AsNoTracking().FirstOrDefaultAsync(one => one.AccountId == id, cancellation);
        var draw = code?.DrawId ?? Guid.Empty;
        var taken = await Unused(db, id, draw).Where(one => one.Tries < most && one.ExpiresAt > now)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.Tries, one => one.Tries + 1), cancellation);
        var isRight = mac.Matches(draw, CodePurpose.AccessCode, id.ToString("N"), typed, code?.Mac);
        return taken == 1 && isRight ? code : null;
    }

    /// <summary>Uses a code up, once: of two browsers that type it at the same time one gets false.</summary>
    public async Task<bool> UseAsync(OperationalDb db, AccessCode code, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(code);
        var now = clock.GetUtcNow().UtcDateTime;
        return await Unused(db, code.AccountId, code.DrawId).ExecuteUpdateAsync(row => row.SetProperty(one => one.UsedAt, now), cancellation) == 1;
    }

    /// <summary>Ends the codes of some accounts that nobody has used: whatever ends their sessions ends these too.</summary>
    internal static Task EndAsync(OperationalDb db, IReadOnlyCollection<Guid> accounts, CancellationToken cancellation) =>
        db.Set<AccessCode>().Where(code => accounts.Contains(code.AccountId) && code.UsedAt == null).ExecuteDeleteAsync(cancellation);

    private static IQueryable<AccessCode> Unused(OperationalDb db, Guid account, Guid draw) =>
        db.Set<AccessCode>().Where(one => one.AccountId == account && one.DrawId == draw && one.UsedAt == null);
}
