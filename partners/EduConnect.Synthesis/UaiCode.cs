namespace EduConnect.Synthesis;

/// <summary>School codes of invented schools: départements 990 to 999 do not exist.</summary>
public static class UaiCode
{
    private const string Letters = "ABCDEFGHJKLMNPRSTUVWXYZ";

    /// <summary>The code of the n-th invented school of the country, with its check letter (number modulo 23).</summary>
    public static string Invented(int index)
    {
        if (index is < 0 or >= 100_000)
            throw new ArgumentOutOfRangeException(nameof(index), "Only 100,000 invented schools are possible.");
        var number = ((999 - (index / 10_000)) * 10_000) + (index % 10_000);
        return $"{number}{CheckLetter(number)}";
    }

    /// <summary>The check letter of the seven digits of a code.</summary>
    public static char CheckLetter(int number) => Letters[number % 23];
}
