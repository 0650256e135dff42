using EduConnect.Core.SignIn.Providers;

namespace EduConnect.Core.FranceConnect;

/// <summary>How this service is registered at FranceConnect; section <c>FranceConnect</c> of the settings. Without an issuer it is not offered.</summary>
public sealed class FranceConnectOptions : ProviderRegistration
{
    /// <summary>What is asked for: the smallest set that recognises a guardian.</summary>
    public string Scopes { get; set; } = "openid given_name family_name birthdate preferred_username email";

    /// <summary>Level asked for, and the lowest one accepted.</summary>
    public string Level { get; set; } = "eidas1";

    /// <summary>Mail addresses that are told when an operator switches FranceConnect off or on again (row #16): the assistance of each académie.</summary>
    public IList<string> TellWhenSwitched { get; } = [];
}
