namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>Our own addresses; the two that come back are registered at FranceConnect (<c>docs/franceconnect.md</c>).</summary>
internal static class FranceConnectPaths
{
    /// <summary>Where the button is posted to.</summary>
    public const string Start = "/franceconnect";

    /// <summary>Where FranceConnect sends people back (<c>redirect_uri</c>).</summary>
    public const string Return = "/franceconnect/retour";

    /// <summary>Where FranceConnect sends people back after signing out (<c>post_logout_redirect_uri</c>).</summary>
    public const string SignedOut = "/franceconnect/deconnecte";

    /// <summary>The page of the account.</summary>
    public const string Account = "/mon-compte/franceconnect";
}
