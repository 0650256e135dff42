using System.Net;

namespace EduConnect.Web.Protocols.Oidc.Logout.BackChannel;

/// <summary>What became of a call.</summary>
internal enum BackChannelOutcome
{
    /// <summary>The service has ended the session on its side.</summary>
    Told,

    /// <summary>It will not: another try would end the same.</summary>
    Refused,

    /// <summary>It could not be reached, or is busy.</summary>
    Later,
}

/// <summary>What became of a call, with a few words for the operator's log.</summary>
internal sealed record BackChannelAnswer(BackChannelOutcome Outcome, string Words);

/// <summary>Posts logout tokens to services (OpenID Connect Back-Channel Logout 1.0 §2.5, §2.8). Redirections are not followed, answers are not read.</summary>
internal sealed class BackChannelCalls(IHttpClientFactory factory)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string HttpName = "oidc-back-channel";

    public async Task<BackChannelAnswer> TellAsync(Uri address, string token, CancellationToken cancellation)
    {
        using var http = factory.CreateClient(HttpName);
        using var form = new FormUrlEncodedContent([new("logout_token", token)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return new(Read(answer.StatusCode), $"status {(int)answer.StatusCode}");
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(BackChannelOutcome.Later, error.Message);
        }
    }

    private static BackChannelOutcome Read(HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => BackChannelOutcome.Told,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => BackChannelOutcome.Later,
        _ => BackChannelOutcome.Refused,
    };
}
