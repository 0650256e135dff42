namespace EduConnect.Core.Accounts;

/// <summary>What a school may know of the password of an account (rows #149, #160, #191).</summary>
public enum PasswordKind
{
    /// <summary>Non renseigné: never informed, expired, compromised, or signing in by FranceConnect only.</summary>
    None = 0,

    /// <summary>Provisional: the school may read it until its holder chooses another.</summary>
    Provisional = 1,

    /// <summary>Chosen by its holder: nobody can read it.</summary>
    Chosen = 2,
}

/// <summary>The one rule behind detail, lists and files.</summary>
public sealed partial class Account
{
    /// <summary>Which password signs in at <paramref name="now"/> (UTC).</summary>
    public PasswordKind PasswordAt(DateTime now) =>
        HasProvisional(now) ? PasswordKind.Provisional : HasChosenPassword ? PasswordKind.Chosen : PasswordKind.None;
}
