using EduConnect.Core.Accounts.Passwords.Leaked;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Accounts.Passwords;

/// <summary>
/// Judges a password that somebody is about to choose: the rules first, then the operator's list of leaked ones (S-PW4, S-PW5). A damaged list keeps nobody from an account: it is counted
/// (<see cref="ServiceMeter.LeakedListFaults"/>), and <c>./educonnect passwords status</c> tells it.
/// </summary>
public sealed class PasswordJudge(LeakedPasswords leaked)
{
    /// <summary>Why it is refused, or <see cref="PasswordWeakness.None"/>.</summary>
    /// <param name="typed">what was typed, unchanged</param>
    /// <param name="context">what strangers know of the person</param>
    /// <param name="minimum">fewest code points</param>
    public PasswordWeakness Judge(string? typed, PasswordContext context, int minimum = PasswordRules.MinimumForFamilies)
    {
        var weakness = PasswordRules.Judge(typed, context, minimum);
        return weakness == PasswordWeakness.None && IsLeaked(typed) ? PasswordWeakness.Leaked : weakness;
    }

    private bool IsLeaked(string? typed)
    {
        try
        {
            return leaked.Contains(PasswordText.From(typed));
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            ServiceMeter.LeakedListFaults.Add(1);
            return false;
        }
    }
}
