using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Managing;

/// <summary>An operator gives an agent rights, by themselves or by a group of the ministry. Right and trail are one save; given once more, the new end counts.</summary>
[UseCase(Effect.Modifies)]
public sealed class GiveRight(IDbContextFactory<MainDb> main, IRandomSource random, TimeProvider clock)
{
    /// <summary>Code of the event.</summary>
    public const string Code = "agent.right-given";

    /// <summary>Gives.</summary>
    /// <param name="username">of the agent</param>
    /// <param name="rights">what to give; those in force that are the same stay as they are</param>
    /// <param name="actor">the operator</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <returns>how many were given that were not in force so</returns>
    /// <exception cref="AgentRefusedException">no such agent or school, or not a right that can be given</exception>
    /// <exception cref="ReadOnlyModeException">maintenance: main takes no change now</exception>
    public async Task<int> RunAsync(string username, IReadOnlyCollection<NewRight> rights, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rights);
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var agent = await AgentsByName.FindAsync(db, username, cancellationToken);
        var present = (await db.Set<AgentRight>().AsTracking().Where(right => right.AgentId == agent.Id && right.GrantedById == null).ToListAsync(cancellationToken)).Where(right => right.IsInForce(now)).ToList();
        var given = 0;
        foreach (var right in rights)
        {
            if (!await MayGiveAsync(db, right, rights, now, cancellationToken))
            {
                continue;
            }

            var same = present.Where(right.IsLike).ToList();
            if (same.Exists(one => one.EndsAt == right.EndsAt && one.IsHead == right.IsHead))
            {
                continue;
            }

            same.ForEach(one => one.EndsAt = now);
            db.Add(right.For(random.NewId(), agent.Id, now));
            db.Add(actor.Event(Code, now, detail: $"{agent.Username}: {right.Words}"));
            given++;
        }

        await db.SaveChangesAsync(cancellationToken);
        return given;
    }

    // False for what a head does not get: Dépannage in a school of the 1st degree.
    private static async Task<bool> MayGiveAsync(MainDb db, NewRight right, IReadOnlyCollection<NewRight> all, DateTime now, CancellationToken cancellationToken)
    {
        right.Check();
        if (right.EndsAt <= now)
        {
            throw new AgentRefusedException(AgentRefusal.Over, "The right would be over already.");
        }

        if (right.Uai is not { } uai)
        {
            return true;
        }

        var school = await db.Set<School>().AsNoTracking().FirstOrDefaultAsync(one => one.Uai == uai, cancellationToken) ?? throw new AgentRefusedException(AgentRefusal.UnknownSchool, $"There is no school {uai}.");
        if (right.For(Guid.Empty, Guid.Empty, now).MayCover(school.Degree))
        {
            return true;
        }

        return all.Any(one => one.IsHead && one.Uai == uai) ? false : throw new AgentRefusedException(AgentRefusal.Degree, $"{right.Module} does not exist for {uai}.");
    }
}
