using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Protocols.Providers;

/// <summary>The provider's signing keys, read at first use; they are rotated, so a signature that does not verify makes them be read once more (federation reference d.2).</summary>
internal sealed class ProviderKeys(ProviderCalls calls, ProviderMetadata metadata)
{
    private volatile IReadOnlyList<JsonWebKey>? _known;

    /// <summary>The public keys that may sign.</summary>
    /// <param name="isAgain">read them once more, whatever is known</param>
    /// <param name="cancellation">the person went away</param>
    /// <exception cref="ProviderException">they cannot be read</exception>
    public async Task<IReadOnlyList<JsonWebKey>> ReadAsync(bool isAgain, CancellationToken cancellation)
    {
        if (_known is { } known && !isAgain)
        {
            return known;
        }

        var text = await calls.GetAsync((await metadata.ReadAsync(cancellation)).Keys, "application/json", null, cancellation);
        try
        {
            return _known = [.. JsonWebKeySet.Create(text).Keys.Where(MaySign)];
        }
        catch (Exception error) when (error is ArgumentException or System.Text.Json.JsonException or SecurityTokenException)
        {
            throw new ProviderException(ProviderFault.NotTrusted, "keys cannot be read", error);
        }
    }

    private static bool MaySign(JsonWebKey key) => key.Kty is "RSA" or "EC" && key.Use is null or "" or "sig";
}
