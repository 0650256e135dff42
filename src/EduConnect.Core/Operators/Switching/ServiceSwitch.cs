namespace EduConnect.Core.Operators.Switching;

/// <summary>What operators can switch off for security (rows #16 and #17).</summary>
public enum SwitchName
{
    /// <summary>Sign-in by FranceConnect.</summary>
    FranceConnect = 0,

    /// <summary>Informer, in Dépannage.</summary>
    Inform = 1,

    /// <summary>Lister les comptes, in Dépannage.</summary>
    List = 2,
}

/// <summary>Where a switch stands.</summary>
/// <param name="Name">which</param>
/// <param name="IsSetUp">false for what this service does not offer at all</param>
/// <param name="IsOff">switched off</param>
/// <param name="ChangedAt">since (UTC); null when nobody ever touched it</param>
/// <param name="ChangedBy">who: identifier of an agent, or what a command was run as; empty when nobody</param>
/// <param name="Told">addresses that get a mail when it changes</param>
public sealed record ServiceSwitch(SwitchName Name, bool IsSetUp, bool IsOff, DateTime? ChangedAt, string ChangedBy, IReadOnlyList<string> Told);
