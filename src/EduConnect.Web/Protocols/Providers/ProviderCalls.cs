using System.Net.Http.Headers;

namespace EduConnect.Web.Protocols.Providers;

/// <summary>Calls from this server to a provider: short time limit, small answers, no redirects, behind a circuit breaker (S-FC3).</summary>
internal sealed class ProviderCalls(IHttpClientFactory factory, string httpName, CircuitBreaker breaker)
{
    /// <summary>Largest answer read.</summary>
    public const int LargestAnswer = 256 * 1024;

    /// <summary>Reads an address.</summary>
    /// <param name="address">where</param>
    /// <param name="accept">media type asked for</param>
    /// <param name="bearer">access token; null for public documents</param>
    /// <param name="cancellation">the person went away</param>
    /// <exception cref="ProviderException">no answer, or not a success</exception>
    public Task<string> GetAsync(Uri address, string accept, string? bearer, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        request.Headers.Accept.ParseAdd(accept);
        return SendAsync(request, cancellation);
    }

    /// <summary>Posts a form.</summary>
    /// <exception cref="ProviderException">no answer, or not a success</exception>
    public Task<string> PostAsync(Uri address, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Accept.ParseAdd("application/json");
        return SendAsync(request, cancellation);
    }

    private async Task<string> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var owned = request;
        if (!breaker.TryPass())
        {
            throw new ProviderException(ProviderFault.Unreachable, "calls are paused after several failures");
        }

        try
        {
            using var http = factory.CreateClient(httpName);
            using var answer = await http.SendAsync(request, cancellation);
            var body = await answer.Content.ReadAsStringAsync(cancellation);
            if ((int)answer.StatusCode >= 500)
            {
                breaker.Failed();
                throw new ProviderException(ProviderFault.Unreachable, $"status {(int)answer.StatusCode} from {request.RequestUri!.AbsolutePath}");
            }

            breaker.Succeeded();
            return answer.IsSuccessStatusCode
                ? body
                : throw new ProviderException(ProviderFault.NotTrusted, $"status {(int)answer.StatusCode} from {request.RequestUri!.AbsolutePath}");
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            breaker.Failed();
            throw new ProviderException(ProviderFault.Unreachable, $"no answer from {request.RequestUri!.AbsolutePath}", error);
        }
    }
}
