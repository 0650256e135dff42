namespace EduConnect.Core.SignIn.Providers;

/// <summary>A browser that was sent to a provider elsewhere and is expected back: works once, in that browser, for a short time (S-FC1).</summary>
public abstract class ProviderRequest
{
    /// <summary>SHA-256 of the state in the address; the key.</summary>
    public byte[] StateHash { get; set; } = [];

    /// <summary>SHA-256 of the handle in the cookie of the browser.</summary>
    public byte[] BrowserHash { get; set; } = [];

    /// <summary>SHA-256 of the nonce that the id_token must carry.</summary>
    public byte[] NonceHash { get; set; } = [];

    /// <summary>Path to go to at the end; null for the usual one.</summary>
    public string? ReturnPath { get; set; }

    /// <summary>Works until (UTC); people who never come back leave nothing else behind.</summary>
    public DateTime ExpiresAt { get; set; }
}
