using System.Globalization;

namespace EduConnect.Core.Directory;

/// <summary>Code of an académie: written on two digits in headers and on three in school records.</summary>
public static class AcademieCode
{
    /// <summary><c>13</c>, <c>013</c> and <c>3</c> become <c>13</c>, <c>13</c> and <c>03</c>; null when it is not a code from 1 to 99.</summary>
    public static string? Parse(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is > 0 and < 100
            ? code.ToString("00", CultureInfo.InvariantCulture)
            : null;
}
