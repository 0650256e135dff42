using System.Security.Cryptography;
using System.Text;

namespace EduConnect.Core.Accounts.Passwords;

/// <summary>What somebody typed as a password: normalised the same way when it is set and when it is checked (S-PW7).</summary>
/// <remarks>Never trimmed, cut or changed in case. Prints as dots, so that it cannot reach a log by accident.</remarks>
public sealed class PasswordText
{
    /// <summary>Longest password accepted, in Unicode code points (S-PW3).</summary>
    public const int MaxCodePoints = 256;

    /// <summary>Longest password accepted, in UTF-8 bytes (S-PW3).</summary>
    public const int MaxBytes = 1024;

    private readonly string? _text;

    private PasswordText(string? text) => _text = text;

    /// <summary>Whether it can be a password at all: not empty, not too long, well-formed Unicode.</summary>
    public bool IsUsable => _text is { Length: > 0 };

    /// <summary>Length in code points after normalisation; 0 when not usable.</summary>
    public int CodePoints => _text?.EnumerateRunes().Count() ?? 0;

    /// <summary>Takes what was typed. Anything is accepted; <see cref="IsUsable"/> tells whether it can match or be kept.</summary>
    public static PasswordText From(string? typed)
    {
        // UTF-16 units bound code points from above by two: longer input is not even normalised.
        if (string.IsNullOrEmpty(typed) || typed.Length > MaxCodePoints * 2 || !IsWellFormed(typed))
        {
            return new PasswordText(null);
        }

        var normal = typed.Normalize(NormalizationForm.FormC);
        var fits = normal.EnumerateRunes().Count() <= MaxCodePoints && Encoding.UTF8.GetByteCount(normal) <= MaxBytes;
        return new PasswordText(fits ? normal : null);
    }

    /// <summary>Gives the UTF-8 bytes to <paramref name="use"/> and wipes them afterwards.</summary>
    internal TResult WithBytes<TResult>(Func<ReadOnlyMemory<byte>, TResult> use)
    {
        var bytes = Encoding.UTF8.GetBytes(_text ?? string.Empty);
        try
        {
            return use(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>The normalised text, for the password rules only.</summary>
    internal string Reveal() => _text ?? string.Empty;

    /// <inheritdoc/>
    public override string ToString() => "•••";

    private static bool IsWellFormed(string typed)
    {
        for (var i = 0; i < typed.Length; i++)
        {
            if (char.IsHighSurrogate(typed[i]) && i + 1 < typed.Length && char.IsLowSurrogate(typed[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(typed[i]))
            {
                return false;
            }
        }

        return true;
    }
}
