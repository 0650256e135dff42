using System.Globalization;

namespace EduConnect.Core.Federation.Claims;

/// <summary>One value of <c>FrEduVecteur</c>, read: what <see cref="SchoolVectors"/> writes (federation.md a.5).</summary>
/// <param name="Profile">1 and 2 guardian, 3 and 4 pupil, of the 1st and 2nd degree</param>
/// <param name="FamilyName">the person's family name</param>
/// <param name="FirstName">the person's first name</param>
/// <param name="PupilNumber">SIECLE or ONDE number of the pupil; of the child for a guardian</param>
/// <param name="Uai">the pupil's school</param>
public sealed record SchoolVector(int Profile, string FamilyName, string FirstName, string PupilNumber, string Uai)
{
    /// <summary>Guardian of the 2nd degree.</summary>
    public const int SecondDegreeGuardian = 2;

    /// <summary>Pupil of the 2nd degree.</summary>
    public const int SecondDegreePupil = 4;

    private const int LongestText = 500;

    /// <summary>The value; null when it has not exactly five fields, with a known profile, a number and a UAI, or has control signs. Names may be empty.</summary>
    public static SchoolVector? Parse(string? text)
    {
        if (text is not { Length: <= LongestText } || text.Any(char.IsControl) || text.Split('|', StringSplitOptions.TrimEntries) is not [[>= '1' and <= '4'] profile, var family, var first, { Length: > 0 } number, var school]
            || Directory.Sources.Uai.Parse(school) is not { } uai)
        {
            return null;
        }

        return new SchoolVector(int.Parse(profile, CultureInfo.InvariantCulture), family, first, number, uai);
    }
}
