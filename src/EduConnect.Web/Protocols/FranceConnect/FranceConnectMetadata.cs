using System.Text.Json;
using EduConnect.Core.FranceConnect;

namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>Where FranceConnect's endpoints are.</summary>
internal sealed record FranceConnectEndpoints(Uri Authorize, Uri Token, Uri UserInfo, Uri Keys, Uri? EndSession);

/// <summary>The discovery document, read at first use and again every hour; when that fails the known one goes on.</summary>
internal sealed class FranceConnectMetadata(FranceConnectCalls calls, FranceConnectOptions options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromHours(1);
    private readonly SemaphoreSlim _gate = new(1);
    private FranceConnectEndpoints? _known;
    private long _readAt;

    /// <summary>The endpoints.</summary>
    /// <exception cref="FranceConnectException">never read, and not to be read now; or not the issuer we are registered at</exception>
    public async Task<FranceConnectEndpoints> ReadAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_known is null || clock.GetElapsedTime(_readAt) > Freshness)
            {
                _known = await FetchAsync(cancellation);
                _readAt = clock.GetTimestamp();
            }
        }
        catch (FranceConnectException error) when (_known is not null && error.Fault == FranceConnectFault.Unreachable)
        {
            // The endpoints hardly ever change: the known ones go on.
        }
        finally
        {
            _gate.Release();
        }

        return _known!;
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private async Task<FranceConnectEndpoints> FetchAsync(CancellationToken cancellation)
    {
        var text = await calls.GetAsync(new Uri(options.Issuer + "/.well-known/openid-configuration"), "application/json", null, cancellation);
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.GetProperty("issuer").GetString() == options.Issuer
                ? new(Of(root, "authorization_endpoint")!, Of(root, "token_endpoint")!, Of(root, "userinfo_endpoint")!, Of(root, "jwks_uri")!, Of(root, "end_session_endpoint", isNeeded: false))
                : throw new FranceConnectException(FranceConnectFault.NotTrusted, "discovery names another issuer");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or UriFormatException)
        {
            throw new FranceConnectException(FranceConnectFault.NotTrusted, "discovery cannot be read", error);
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
            : throw new FranceConnectException(FranceConnectFault.NotTrusted, $"{name} is on another site than the issuer");
    }
}
