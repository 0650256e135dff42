namespace EduConnect.Core.FranceConnect;

/// <summary>How this service is registered at FranceConnect; section <c>FranceConnect</c> of the settings. Without an issuer it is not offered.</summary>
public sealed class FranceConnectOptions
{
    /// <summary>Issuer, which is also where discovery begins, without a final slash; empty: FranceConnect is not set up here.</summary>
    public string Issuer { get; set; } = string.Empty;

    /// <summary>Identifier of this service there (<c>client_id</c>).</summary>
    public string ServiceId { get; set; } = string.Empty;

    /// <summary>Secret of this service there (<c>client_secret</c>), sent in the body of the token request.</summary>
    public string ServiceSecret { get; set; } = string.Empty;

    /// <summary>What is asked for: the smallest set that recognises a guardian.</summary>
    public string Scopes { get; set; } = "openid given_name family_name birthdate preferred_username email";

    /// <summary>Level asked for, and the lowest one accepted.</summary>
    public string Level { get; set; } = "eidas1";

    /// <summary>How long one call to FranceConnect may take (S-FC3).</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How much the clocks may differ: an id_token lives one minute.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Mail addresses that are told when an operator switches FranceConnect off or on again (row #16): the assistance of each académie.</summary>
    public IList<string> TellWhenSwitched { get; } = [];

    /// <summary>Whether this service is registered at FranceConnect at all.</summary>
    public bool IsSetUp => Issuer.Length > 0 && ServiceId.Length > 0;
}
