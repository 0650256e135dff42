using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Accounts.Provisional;

/// <summary>Draws provisional passwords uniformly, leaving out those in which an offensive word could be read (S-PP7).</summary>
public sealed class ProvisionalPasswordGenerator(IRandomSource random)
{
    // Digits that are read as letters; several letters are left out of the alphabet and can only be seen through digits.
    private const string Digits = "23456789";
    private const string ReadAs = "ZEASGTBG";
    private static readonly string[] Words = WordList.Read("Accounts.Provisional.rejected.words.txt");

    /// <summary>Draws one.</summary>
    /// <param name="length">number of signs; 10 reaches the 50 bits of the CNIL's recommendation</param>
    public ProvisionalPassword Next(int length = ProvisionalPassword.DefaultLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, ProvisionalPassword.DefaultLength);
        string text;
        do
        {
            text = string.Create(length, random, static (signs, source) =>
            {
                foreach (ref var sign in signs)
                {
                    sign = ProvisionalPassword.Alphabet[source.Below(ProvisionalPassword.Alphabet.Length)];
                }
            });
        }
        while (IsRejected(text));
        return ProvisionalPassword.From(text);
    }

    /// <summary>Whether an offensive word can be read in it, digits that look like letters included.</summary>
    public static bool IsRejected(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var letters = string.Concat(text.Select(sign => Digits.IndexOf(sign, StringComparison.Ordinal) is >= 0 and var i ? ReadAs[i] : sign));
        return Words.Any(word => letters.Contains(word, StringComparison.Ordinal));
    }
}
