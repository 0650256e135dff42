using EduConnect.Core.SignIn.Providers;

namespace EduConnect.Core.Agents.Provider;

/// <summary>
/// The ministry's OpenID Connect provider for agents (domain 12.3); section <c>Agents:Provider</c> of the settings. Without an issuer agents sign in with
/// their local account only.
/// </summary>
public sealed class AgentProviderOptions : ProviderRegistration
{
    /// <summary>What it is called on the button, after "Me connecter avec".</summary>
    public string Name { get; set; } = "le guichet des agents";

    /// <summary>What is asked for; <c>openid</c> is one of them.</summary>
    public string Scopes { get; set; } = "openid profile";

    /// <summary>Claim that holds the username of the agent, as <c>agent add</c> wrote it. Looked at until the subject is bound, never after.</summary>
    public string UsernameClaim { get; set; } = "preferred_username";

    /// <summary>Values of <c>acr</c> that prove a second factor, such as the OTP key; the first is asked for when one is missing.</summary>
    public IList<string> StrongLevels { get; } = [];

    /// <summary>Values of <c>amr</c> (RFC 8176) that prove a second factor, such as <c>otp</c> or <c>hwk</c>.</summary>
    public IList<string> StrongMethods { get; } = [];

    /// <summary>Claim that lists groups such as <c>ECT_ADMIN_045_1D</c>; empty: the provider gives no right (rows #10 and #238).</summary>
    public string GroupsClaim { get; set; } = string.Empty;

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InvalidOperationException">one cannot; the message, in English, says which</exception>
    public void Check()
    {
        if (Issuer.Length == 0)
        {
            return;
        }

        Check(Uri.TryCreate(Issuer, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)), $"Issuer is '{Issuer}', which is no https address.");
        Check(!Issuer.EndsWith('/') && address is { Query: "", Fragment: "" }, "Issuer ends with a slash or holds a query.");
        Check(ServiceId.Length > 0 && ServiceSecret.Length > 0, "ServiceId and ServiceSecret are needed beside Issuer.");
        Check(UsernameClaim.Length > 0, "UsernameClaim is empty.");
        Check(Scopes.Split(' ').Contains("openid"), "Scopes do not hold 'openid'.");
        Check(Timeout > TimeSpan.Zero && Timeout <= TimeSpan.FromSeconds(30), "Timeout is not between 0 and 30 seconds.");
        Check(ClockSkew >= TimeSpan.Zero && ClockSkew <= TimeSpan.FromMinutes(5), "ClockSkew is not between 0 and 5 minutes.");
    }

    private static void Check(bool holds, string message)
    {
        if (!holds)
        {
            throw new InvalidOperationException("Agents:Provider: " + message);
        }
    }
}
