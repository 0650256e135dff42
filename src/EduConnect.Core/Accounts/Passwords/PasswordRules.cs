using System.Globalization;

namespace EduConnect.Core.Accounts.Passwords;

/// <summary>Why a new password is refused.</summary>
public enum PasswordWeakness
{
    /// <summary>It may be kept.</summary>
    None,

    /// <summary>Nothing, or something that is not text, was typed.</summary>
    Missing,

    /// <summary>More than 256 code points or 1,024 bytes.</summary>
    TooLong,

    /// <summary>Fewer code points than asked.</summary>
    TooShort,

    /// <summary>Holds the username, a name, a birth date, the school or the service's name.</summary>
    Personal,

    /// <summary>Long, but made of pieces everybody tries first: usual words, sequences, repetitions, years.</summary>
    Common,

    /// <summary>On the operator's list of passwords that strangers have.</summary>
    Leaked,
}

/// <summary>Which passwords may be chosen (S-PW4, S-PW5): by length and by what they hold, never by classes of signs. <see cref="PasswordJudge"/> knows leaked ones too.</summary>
public static class PasswordRules
{
    /// <summary>Fewest code points for pupils and guardians.</summary>
    public const int MinimumForFamilies = 12;

    /// <summary>Fewest code points for any account able to administer.</summary>
    public const int MinimumForAgents = 15;

    // What is left once everything guessable is counted as one or two signs must still be worth this many.
    private const int SmallestRest = 8;

    /// <summary>Judges a password that somebody is about to choose.</summary>
    /// <param name="typed">what was typed, unchanged</param>
    /// <param name="context">what strangers know of the person</param>
    /// <param name="minimum">fewest code points</param>
    public static PasswordWeakness Judge(string? typed, PasswordContext context, int minimum = MinimumForFamilies)
    {
        ArgumentNullException.ThrowIfNull(context);
        var password = PasswordText.From(typed);
        if (!password.IsUsable)
        {
            return string.IsNullOrEmpty(typed) || typed.Length <= PasswordText.MaxCodePoints ? PasswordWeakness.Missing : PasswordWeakness.TooLong;
        }

        if (password.CodePoints < minimum)
        {
            return PasswordWeakness.TooShort;
        }

        var text = password.Reveal();
        if (context.IsHeldBy(text))
        {
            return PasswordWeakness.Personal;
        }

        return GuessablePieces.Weigh(text, context.Now.Year.ToString(CultureInfo.InvariantCulture)) < SmallestRest
            ? PasswordWeakness.Common
            : PasswordWeakness.None;
    }
}
