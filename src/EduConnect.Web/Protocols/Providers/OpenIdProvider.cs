using System.Text.Json;
using EduConnect.Core.SignIn.Providers;

namespace EduConnect.Web.Protocols.Providers;

/// <summary>What a provider gives for a code.</summary>
internal sealed record ProviderTokens(string Access, string Identity)
{
    /// <inheritdoc/>
    public override string ToString() => "ProviderTokens •••";
}

/// <summary>A provider elsewhere at which this service is registered: its calls, documents, keys and signatures. One for the whole process.</summary>
internal abstract class OpenIdProvider : IDisposable
{
    private readonly ProviderRegistration _registration;

    /// <summary>Makes it; nothing is asked there before it is needed.</summary>
    protected OpenIdProvider(ProviderRegistration registration, string httpName, IHttpClientFactory factory, TimeProvider clock)
    {
        _registration = registration;
        Calls = new ProviderCalls(factory, httpName, new CircuitBreaker(clock));
        Metadata = new ProviderMetadata(Calls, registration, clock);
        Signatures = new ProviderSignatures(new ProviderKeys(Calls, Metadata), registration, clock);
    }

    /// <summary>Requests of this server to it.</summary>
    public ProviderCalls Calls { get; }

    /// <summary>Its endpoints.</summary>
    public ProviderMetadata Metadata { get; }

    /// <summary>Verifies its tokens.</summary>
    public ProviderSignatures Signatures { get; }

    /// <summary>Redeems a code, with the secret in the body.</summary>
    /// <param name="code">as it came back</param>
    /// <param name="returnAddress">the <c>redirect_uri</c> of the journey</param>
    /// <param name="verifier">of RFC 7636; null when the journey had no challenge</param>
    /// <param name="cancellation">the person went away</param>
    /// <exception cref="ProviderException">no answer, or one that is not to be trusted</exception>
    public async Task<ProviderTokens> RedeemAsync(string code, string returnAddress, string? verifier, CancellationToken cancellation)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", returnAddress),
            new("client_id", _registration.ServiceId), new("client_secret", _registration.ServiceSecret),
        ];
        if (verifier is not null)
        {
            fields.Add(new("code_verifier", verifier));
        }

        return Read(await Calls.PostAsync((await Metadata.ReadAsync(cancellation)).Token, fields, cancellation));
    }

    /// <inheritdoc />
    public void Dispose() => Metadata.Dispose();

    private static ProviderTokens Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.GetProperty("access_token").GetString() is { Length: > 0 } access && document.RootElement.GetProperty("id_token").GetString() is { } identity
                ? new ProviderTokens(access, identity)
                : throw ProviderSignatures.Distrust("token answer is incomplete");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw ProviderSignatures.Distrust("token answer cannot be read", error);
        }
    }
}
