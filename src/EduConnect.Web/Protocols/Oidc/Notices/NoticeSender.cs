using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Web.Protocols.Oidc.Notices;

/// <summary>Tells services of changes: each service in the order of the changes, services beside each other. A slow or dead one holds up no other.</summary>
internal sealed class NoticeSender(
    ChangeNotices notices, ServiceDirectory services, NoticeTokenWriter tokens, NoticeCalls calls, TimeProvider clock, ILogger<NoticeSender> logger)
{
    private const int BatchSize = 64;
    private const int AtOnce = 16;

    /// <summary>What one service may take of a round; then it is the others' turn.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(10);

    /// <summary>Makes the notices of new changes and tells what is due, one batch.</summary>
    /// <returns>how many changes and notices were dealt with</returns>
    public async Task<int> SendDueAsync(CancellationToken cancellation)
    {
        var changes = await notices.SpreadAsync(cancellation);
        var due = await notices.TakeAsync(BatchSize, cancellation);
        await Parallel.ForEachAsync(
            due.GroupBy(notice => notice.ClientId), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, (group, stop) => SendAsync(group.Key, [.. group], stop));
        return changes + due.Count;
    }

    private async ValueTask SendAsync(string clientId, List<ChangeNotice> due, CancellationToken cancellation)
    {
        var service = await services.FindAsync(clientId, cancellation);
        var begun = clock.GetTimestamp();
        for (var i = 0; i < due.Count; i++)
        {
            if (clock.GetElapsedTime(begun) > Turn)
            {
                await notices.ReleaseAsync(due[i..], clock.GetUtcNow().UtcDateTime, cancellation);
                return;
            }

            if (!await TellAsync(service, due[i], due[(i + 1)..], cancellation))
            {
                return;
            }
        }
    }

    /// <summary>Tells one change; false when the service is not asked any more in this round.</summary>
    private async Task<bool> TellAsync(Service? service, ChangeNotice notice, List<ChangeNotice> others, CancellationToken cancellation)
    {
        if (service is null || !NoticeRules.Wants(service, notice.Kind))
        {
            await notices.DoneAsync(notice, cancellation);
            return true;
        }

        var answer = service.Enabled ? await calls.TellAsync(new Uri(service.NoticeUri!), tokens.Write(notice, service), cancellation) : new(NoticeOutcome.Later, "the service is closed");
        switch (answer.Outcome)
        {
            case NoticeOutcome.Told:
                await notices.DoneAsync(notice, cancellation);
                return true;
            case NoticeOutcome.Refused:
                logger.LogWarning("Service {ClientId} refuses to be told of a change: {Words}", service.ClientId, answer.Words);
                await notices.RefusedAsync(notice, answer.Words, cancellation);
                return true;
            default:
                logger.LogWarning("Service {ClientId} could not be told of a change after {Attempts} tries: {Words}", service.ClientId, notice.Attempts + 1, answer.Words);
                await notices.PostponedAsync(notice, others, answer.Words, cancellation);
                return false;
        }
    }
}
