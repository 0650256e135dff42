namespace EduConnect.Core.SignIn.Providers;

/// <summary>How this service is registered at somebody else's OpenID Connect provider. Without an issuer that provider is not offered.</summary>
public abstract class ProviderRegistration
{
    /// <summary>Issuer, which is also where discovery begins, without a final slash; empty: not set up here.</summary>
    public string Issuer { get; set; } = string.Empty;

    /// <summary>Identifier of this service there (<c>client_id</c>).</summary>
    public string ServiceId { get; set; } = string.Empty;

    /// <summary>Secret of this service there (<c>client_secret</c>), sent in the body of the token request.</summary>
    public string ServiceSecret { get; set; } = string.Empty;

    /// <summary>How long one call to the provider may take (S-FC3).</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How much the clocks may differ.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether this service is registered there at all.</summary>
    public bool IsSetUp => Issuer.Length > 0 && ServiceId.Length > 0;
}
