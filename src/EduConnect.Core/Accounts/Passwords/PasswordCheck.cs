namespace EduConnect.Core.Accounts.Passwords;

/// <summary>What a check of a password found.</summary>
public enum PasswordCheck
{
    /// <summary>Not the password, or there is none to compare with.</summary>
    Wrong,

    /// <summary>The password.</summary>
    Right,

    /// <summary>The password, but its hash has older parameters or an older pepper: hash it anew when it may be written (S-PW2).</summary>
    RightButOutdated,
}
