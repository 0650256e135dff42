using EduConnect.Core.Accounts.Passwords;

namespace EduConnect.Core.Campaigns.Reading;

/// <summary>One line of a list, understood. With neither username nor hash it cannot be read.</summary>
/// <param name="Number">its number in the file, from 1</param>
/// <param name="Username">in lower case</param>
/// <param name="Hash">SHA-256 of a username</param>
/// <param name="Password">the leaked password; prints as dots</param>
internal sealed record ListLine(int Number, string? Username = null, byte[]? Hash = null, PasswordText? Password = null)
{
    /// <summary>Whether nothing was understood.</summary>
    public bool IsUnreadable => Username is null && Hash is null;
}
