using System.Text.Json;
using EduConnect.Core.SignIn.Providers;

namespace EduConnect.Web.Protocols.Providers;

/// <summary>Where a provider's endpoints are.</summary>
internal sealed record ProviderEndpoints(Uri Authorize, Uri Token, Uri? UserInfo, Uri Keys, Uri? EndSession);

/// <summary>The discovery document, read at first use and again every hour; when that fails the known one goes on.</summary>
internal sealed class ProviderMetadata(ProviderCalls calls, ProviderRegistration options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromHours(1);
    private readonly SemaphoreSlim _gate = new(1);
    private ProviderEndpoints? _known;
    private long _readAt;
    private TimeSpan _freshFor = Freshness;

    /// <summary>The endpoints.</summary>
    /// <exception cref="ProviderException">never read, and not to be read now; or not the issuer we are registered at</exception>
    public async Task<ProviderEndpoints> ReadAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_known is null || clock.GetElapsedTime(_readAt) > _freshFor)
            {
                _known = await FetchAsync(cancellation);
                (_readAt, _freshFor) = (clock.GetTimestamp(), Freshness);
            }
        }
        catch (ProviderException error) when (_known is not null && error.Fault == ProviderFault.Unreachable)
        {
            // The endpoints hardly ever change: the known ones go on, and for a while nobody waits for another try.
            (_readAt, _freshFor) = (clock.GetTimestamp(), CircuitBreaker.Pause);
        }
        finally
        {
            _gate.Release();
        }

        return _known!;
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private async Task<ProviderEndpoints> FetchAsync(CancellationToken cancellation)
    {
        var text = await calls.GetAsync(new Uri(options.Issuer + "/.well-known/openid-configuration"), "application/json", null, cancellation);
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.GetProperty("issuer").GetString() == options.Issuer
                ? new(Of(root, "authorization_endpoint")!, Of(root, "token_endpoint")!, Of(root, "userinfo_endpoint", isNeeded: false), Of(root, "jwks_uri")!, Of(root, "end_session_endpoint", isNeeded: false))
                : throw new ProviderException(ProviderFault.NotTrusted, "discovery names another issuer");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or UriFormatException)
        {
            throw new ProviderException(ProviderFault.NotTrusted, "discovery cannot be read", error);
        }
    }

    // Secrets and people are sent there: only to the origin the operator has written down.
    private Uri? Of(JsonElement root, string name, bool isNeeded = true)
    {
        if (!root.TryGetProperty(name, out var value) && !isNeeded)
        {
            return null;
        }

        var address = new Uri(root.GetProperty(name).GetString() ?? string.Empty, UriKind.Absolute);
        return address.GetLeftPart(UriPartial.Authority) == new Uri(options.Issuer).GetLeftPart(UriPartial.Authority)
            ? address
            : throw new ProviderException(ProviderFault.NotTrusted, $"{name} is on another site than the issuer");
    }
}
