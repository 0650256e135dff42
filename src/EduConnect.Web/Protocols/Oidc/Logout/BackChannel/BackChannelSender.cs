using EduConnect.Core.Federation.Logout;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Web.Protocols.Oidc.Logout.BackChannel;

/// <summary>Tells the services of sessions that have ended. A slow or dead service holds up neither a person nor, for long, the other services.</summary>
internal sealed class BackChannelSender(
    LogoutNotices notices, ServiceDirectory services, LogoutTokenWriter tokens, BackChannelCalls calls, ILogger<BackChannelSender> logger)
{
    private const int BatchSize = 64;
    private const int AtOnce = 16;

    /// <summary>Tells what is due, one batch.</summary>
    /// <returns>how many notices were taken</returns>
    public async Task<int> SendDueAsync(CancellationToken cancellation)
    {
        var due = await notices.TakeAsync(BatchSize, cancellation);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, SendAsync);
        return due.Count;
    }

    private async ValueTask SendAsync(LogoutNotice notice, CancellationToken cancellation)
    {
        if (await services.FindAsync(notice.ClientId, cancellation) is not { BackChannelLogoutUri: { } address } service)
        {
            await notices.DoneAsync(notice, cancellation);
            return;
        }

        var answer = await calls.TellAsync(new Uri(address), tokens.Write(notice, service), cancellation);
        if (answer.Outcome is BackChannelOutcome.Told)
        {
            await notices.DoneAsync(notice, cancellation);
        }
        else if (await notices.FailedAsync(notice, answer.Outcome is BackChannelOutcome.Refused, cancellation))
        {
            logger.LogWarning("Service {ClientId} was not told of an ended session after {Attempts} tries: {Words}", service.ClientId, notice.Attempts, answer.Words);
        }
    }
}
