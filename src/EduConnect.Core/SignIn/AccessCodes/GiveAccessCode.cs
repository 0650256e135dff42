using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.SignIn.AccessCodes;

/// <summary>Whether a pupil may be given a code, and how asking for one ended.</summary>
public enum AccessCodeOutcome
{
    /// <summary>It is given, or may be.</summary>
    Given,

    /// <summary>The account does not stand in the list of pupils of this school.</summary>
    NotFound,

    /// <summary>The account is not activated: its provisional password is the way in.</summary>
    NotActivated,

    /// <summary>The account is compromised: only a new password makes it safe.</summary>
    Compromised,

    /// <summary>This agent has given as many as one may in an hour.</summary>
    TooMany,
}

/// <summary>A code to be read to the pupil, once.</summary>
/// <param name="Outcome">whether there is one</param>
/// <param name="Digits">eight digits; null without one</param>
/// <param name="Until">works until (UTC)</param>
public sealed record GivenAccessCode(AccessCodeOutcome Outcome, string? Digits = null, DateTime Until = default)
{
    /// <inheritdoc/>
    public override string ToString() => "GivenAccessCode •••";
}

/// <summary>
/// "Aider un élève": an agent gives a pupil of the school a code that lets them in once, without touching the password (domain §11). Writes the operational
/// store only, so a lesson goes on during maintenance.
/// </summary>
[UseCase(Effect.Reads)]
public sealed class GiveAccessCode(
    IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, AccessCodeStore codes, AgentJournal journal, AccessCodeOptions options, TimeProvider clock, IRandomSource random)
{
    /// <summary>Code of the event.</summary>
    public const string Code = "agent.access-code-given";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Whether a pupil's account may get a code.</summary>
    public static AccessCodeOutcome Judge(AccountState state, bool isCompromised) =>
        state != AccountState.Activated ? AccessCodeOutcome.NotActivated
        : isCompromised ? AccessCodeOutcome.Compromised
        : AccessCodeOutcome.Given;

    /// <summary>Gives it; the event is written with it, before anything is shown.</summary>
    public async Task<GivenAccessCode> RunAsync(EstablishmentScope scope, Guid accountId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var read = await scope.OpenAsync(main, cancellationToken);
        var row = await ListRows.Of(read, ListKind.Pupils).FirstOrDefaultAsync(one => one.AccountId == accountId, cancellationToken);
        var outcome = row is null ? AccessCodeOutcome.NotFound : Judge(row.State, row.IsCompromised);
        if (outcome != AccessCodeOutcome.Given)
        {
            return new GivenAccessCode(outcome);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        var agent = scope.Agent.Agent;
        if (!await AttemptCounters.TakeAsync(db, AttemptKeys.AccessCodes(agent.Id), now, Hour, options.PerAgentAndHour, int.MaxValue, cancellationToken))
        {
            return new GivenAccessCode(AccessCodeOutcome.TooMany);
        }

        journal.Add(db, scope, Code, accountId, string.Empty);
        var code = new AccessCode
        {
            AccountId = accountId,
            DrawId = random.NewId(),
            Mac = [],
            AgentId = agent.Id,
            AgentName = agent.DisplayName,
            SchoolId = scope.School.Id,
            SchoolName = scope.School.TitledName,
            GivenAt = now,
            ExpiresAt = now + options.Life,
        };
        return new GivenAccessCode(AccessCodeOutcome.Given, await codes.SaveAsync(db, code, cancellationToken), code.ExpiresAt);
    }

    /// <summary>Gives one to each of several pupils, each with its own event; the hourly limit may leave the last ones without.</summary>
    /// <returns>what each of them got; null, and nothing was given, when one does not stand in the list of pupils of this school</returns>
    public async Task<IReadOnlyDictionary<Guid, GivenAccessCode>?> GiveAllAsync(EstablishmentScope scope, IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var asked = accountIds.Distinct().ToList();
        await using (var read = await scope.OpenAsync(main, cancellationToken))
        {
            if (await ListRows.Of(read, ListKind.Pupils).Where(row => asked.Contains(row.AccountId)).Select(row => row.AccountId).Distinct().CountAsync(cancellationToken) != asked.Count)
            {
                return null;
            }
        }

        var given = new Dictionary<Guid, GivenAccessCode>();
        foreach (var account in asked)
        {
            given[account] = await RunAsync(scope, account, cancellationToken);
        }

        return given;
    }

    /// <summary>The last code of a pupil, given in this school; null when there is none. Its digits are not in it.</summary>
    public async Task<AccessCode?> FindAsync(EstablishmentScope scope, Guid accountId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        return await db.Set<AccessCode>().AsNoTracking().FirstOrDefaultAsync(code => code.AccountId == accountId && code.SchoolId == scope.School.Id, cancellationToken);
    }
}
