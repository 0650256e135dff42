using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using EduConnect.Core.Federation.Registry;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Protocols.Oidc.Clients;

/// <summary>
/// The public keys of <c>private_key_jwt</c> services: those of the contract, or those that the service publishes at its <c>jwks_uri</c> (RFC 7591 §2). These are read
/// when they are first needed and kept; they are read again when they are ten minutes old, or when a signature does not verify by them, at most once a minute.
/// </summary>
internal sealed partial class ServiceKeys(IHttpClientFactory factory, TimeProvider clock, ILogger<ServiceKeys> logger)
{
    /// <summary>Name of the HTTP client, which reaches public networks only.</summary>
    public const string HttpName = "service keys";

    /// <summary>Largest set read, in bytes.</summary>
    public const int LargestSet = 64 * 1024;

    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMinutes(1);

    // A service whose server is down for longer has to come back before it can prove itself: a key it withdrew must not live on here.
    private static readonly TimeSpan LongestKept = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, Published> _published = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, JsonWebKeySet> _registered = new(StringComparer.Ordinal);

    /// <summary>The keys a signature may verify by.</summary>
    /// <param name="service">the service</param>
    /// <param name="isAgain">a signature did not verify: they may have been rotated</param>
    /// <param name="cancellation">the request was given up</param>
    /// <returns>the keys; null when there are no others than those given before</returns>
    public async ValueTask<IList<SecurityKey>?> FindAsync(Service service, bool isAgain, CancellationToken cancellation)
    {
        if (service.KeysUri is not { } address)
        {
            return isAgain ? null : _registered.GetOrAdd(service.PublicKeys ?? """{"keys":[]}""", JsonWebKeySet.Create).GetSigningKeys();
        }

        var published = _published.GetOrAdd(address, _ => new Published());
        await published.Turn.WaitAsync(cancellation);
        try
        {
            return await published.FindAsync(clock, isAgain, () => ReadAsync(service.ClientId, address, cancellation));
        }
        finally
        {
            published.Turn.Release();
        }
    }

    private async Task<IList<SecurityKey>?> ReadAsync(string clientId, string address, CancellationToken cancellation)
    {
        try
        {
            using var http = factory.CreateClient(HttpName);
            http.MaxResponseContentBufferSize = LargestSet;
            using var answer = await http.GetAsync(new Uri(address), cancellation);
            var text = answer.IsSuccessStatusCode ? Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancellation)) : null;
            if (PublicKeySet.IsPublic(text))
            {
                return JsonWebKeySet.Create(text).GetSigningKeys();
            }

            Unreadable(logger, clientId, text is null ? $"status {(int)answer.StatusCode}" : "no JSON Web Key Set without private parts");
        }
        catch (Exception fault) when (fault is HttpRequestException or ArgumentException or FormatException or JsonException or SecurityTokenException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            Unreadable(logger, clientId, fault is OperationCanceledException ? "no answer in time" : fault.Message);
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of service {ClientId} cannot be read at its jwks_uri: {Reason}")]
    private static partial void Unreadable(ILogger logger, string clientId, string reason);

    /// <summary>What one address gave.</summary>
    private sealed class Published
    {
        private IList<SecurityKey>? _keys;
        private DateTimeOffset _readAt = DateTimeOffset.MinValue;
        private DateTimeOffset _triedAt = DateTimeOffset.MinValue;

        /// <summary>One request reads, the others of that service wait for it.</summary>
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public async Task<IList<SecurityKey>?> FindAsync(TimeProvider clock, bool isAgain, Func<Task<IList<SecurityKey>?>> read)
        {
            var now = clock.GetUtcNow();
            var isRead = now - _triedAt >= BetweenReadings && (isAgain || now - _readAt >= Freshness);
            if (isRead)
            {
                _triedAt = now;
                (_keys, _readAt) = await read() is { } keys ? (keys, now) : (_keys, _readAt);
            }

            _keys = now - _readAt < LongestKept ? _keys : null;
            return isAgain && !isRead ? null : _keys;
        }
    }
}
