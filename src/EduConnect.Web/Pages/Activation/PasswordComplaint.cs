using EduConnect.Core.Accounts.Passwords;

namespace EduConnect.Web.Pages.Activation;

/// <summary>Which text tells somebody why the password they chose is refused.</summary>
internal static class PasswordComplaint
{
    /// <summary>Name of the text; null when the password may be kept.</summary>
    public static string? Of(PasswordWeakness weakness) => weakness switch
    {
        PasswordWeakness.None => null,
        PasswordWeakness.Missing => "Password.Empty",
        PasswordWeakness.TooLong => "Password.TooLong",
        PasswordWeakness.Common => "Password.Common",
        PasswordWeakness.Leaked => "Password.Leaked",
        _ => "Password.Weak",
    };
}
