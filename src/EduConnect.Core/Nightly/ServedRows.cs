using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Activation;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.AccessCodes;
using EduConnect.Core.SignIn.Steps;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Nightly;

/// <summary>
/// Erases rows that have served their time and that no loop of a worker erases (S-GD1). Chunk by chunk, each one statement: stopped anywhere, the next run goes on.
/// Registrations, forgotten passwords, codes by SMS, grants, visits and journeys to providers go within the hour, by those loops.
/// </summary>
internal static class ServedRows
{
    private const int ChunkSize = 1000;

    /// <summary>Activations and other journeys that nobody finished, with the address and the password hash they hold, and one-time access codes.</summary>
    public static async Task<int> JourneysAsync(OperationalDb db, DateTime before, CancellationToken cancellationToken) =>
        await EraseAsync(
            db.Set<ActivationState>().Where(state => state.ExpiresAt < before).Select(state => state.Id),
            ids => db.Set<ActivationState>().Where(state => ids.Contains(state.Id)), cancellationToken)
        + await EraseAsync(
            db.Set<PendingStep>().Where(step => step.ExpiresAt < before).Select(step => step.Id),
            ids => db.Set<PendingStep>().Where(step => ids.Contains(step.Id)), cancellationToken)
        + await db.Set<AccessCode>().Where(code => code.ExpiresAt < before).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Links of mails that do not work any more, and changes of address that can neither be confirmed nor undone.</summary>
    public static async Task<int> LinksAsync(MainDb db, DateTime now, RetentionOptions options, CancellationToken cancellationToken)
    {
        var (before, settled, asked) = (now - options.Over, now - options.Over - MailChange.UndoLife, now - options.UnconfirmedAddress);
        return await EraseAsync(
                db.Set<AccountLink>().Where(link => link.ExpiresAt < before).Select(link => link.Id),
                ids => db.Set<AccountLink>().Where(link => ids.Contains(link.Id)), cancellationToken)
            + await EraseAsync(
                db.Set<MailChange>().Where(change => change.SettledAt < settled || (change.State == MailChangeState.Pending && change.RequestedAt < asked)).Select(change => change.Id),
                ids => db.Set<MailChange>().Where(change => ids.Contains(change.Id) && (change.SettledAt < settled || change.State == MailChangeState.Pending)), cancellationToken);
    }

    /// <summary>Sessions that ended or ran out. Those of agents stay as long as the trail: the last of them is an agent's last sign-in.</summary>
    public static Task<int> SessionsAsync(OperationalDb db, DateTime now, RetentionOptions options, CancellationToken cancellationToken)
    {
        var (before, agents) = (now - options.Over, now - options.Audit);
        return EraseAsync(
            db.Set<Session>().Where(session => session.ExpiresAt < agents || (session.Kind != SessionKind.Agent && (session.ExpiresAt < before || session.EndedAt < before))).Select(session => session.Id),
            ids => db.Set<Session>().Where(session => ids.Contains(session.Id)), cancellationToken);
    }

    /// <summary>Events of the journal that main has taken; what main does not have stays, however old.</summary>
    public static Task<int> EntriesAsync(OperationalDb db, DateTime before, CancellationToken cancellationToken) => EraseAsync(
        db.Set<JournalEntry>().Where(entry => entry.DrainedAt < before).Select(entry => entry.Id),
        ids => db.Set<JournalEntry>().Where(entry => ids.Contains(entry.Id)), cancellationToken);

    /// <summary>Counters nobody adds to any more, and the marks of codes of agents that no clock accepts again.</summary>
    public static async Task<int> CountersAsync(OperationalDb db, DateTime now, RetentionOptions options, CancellationToken cancellationToken)
    {
        var (counted, over, step) = (now - options.Counters, now - options.Over, Totp.StepAt(now - options.Over));
        return await EraseAsync(
                db.Set<AttemptCounter>().Where(counter => counter.LastFailedAt < counted && !EF.Functions.Like(counter.Key, AttemptKeys.AnyBirthDates)).Select(counter => counter.Key),
                keys => db.Set<AttemptCounter>().Where(counter => keys.Contains(counter.Key) && counter.LastFailedAt < counted), cancellationToken)
            + await EraseAsync(
                db.Set<AgentTries>().Where(tries => tries.Since < over).Select(tries => tries.Key),
                keys => db.Set<AgentTries>().Where(tries => keys.Contains(tries.Key) && tries.Since < over), cancellationToken)
            + await db.Set<UsedTotpStep>().Where(used => used.Step < step).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task<int> EraseAsync<TRow, TKey>(IQueryable<TKey> due, Func<TKey[], IQueryable<TRow>> rows, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var chunk in (await due.ToListAsync(cancellationToken)).Chunk(ChunkSize))
        {
            count += await rows(chunk).ExecuteDeleteAsync(cancellationToken);
        }

        return count;
    }
}
