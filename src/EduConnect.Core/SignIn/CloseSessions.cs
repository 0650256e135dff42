using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.SignIn;

/// <summary>A holder ends one of their own sessions, or all the others (S-SE5); what services were granted in them dies with them.</summary>
[UseCase(Effect.Reads)]
public sealed class CloseSessions(OperationalDb operational, Sessions sessions, SignInJournal journal)
{
    /// <summary>Code of a session ended from another one.</summary>
    public const string Code = "session.closed";

    /// <summary>Ends them.</summary>
    /// <param name="present">the session that asks, which goes on</param>
    /// <param name="which">the session to end; null ends all the others</param>
    /// <param name="actor">the holder</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>how many; zero when the one named is not the holder's, or has ended</returns>
    public async Task<int> RunAsync(Session present, Guid? which, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(actor);
        var open = await sessions.OpenOfAsync(operational, present.HolderId, cancellation);
        var wanted = open.Where(session => session.Id != present.Id && (which is null || session.Id == which)).ToList();
        foreach (var session in wanted)
        {
            journal.Note(operational, Code, present.HolderId, actor.RequestId, actor.Network);
        }

        if (wanted.Count > 0)
        {
            await using var transaction = await operational.Database.BeginTransactionAsync(cancellation);
            foreach (var session in wanted)
            {
                await sessions.EndAsync(operational, session.Id, cancellation);
            }

            await operational.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return wanted.Count;
    }
}
