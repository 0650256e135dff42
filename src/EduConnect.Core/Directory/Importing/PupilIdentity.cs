using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Importing;

/// <summary>What tells children apart beside their INE.</summary>
/// <param name="FamilyName">Birth name.</param>
/// <param name="UsualName">Usual last name.</param>
/// <param name="FirstName">First name.</param>
/// <param name="BirthDate">Birth date, when known.</param>
internal sealed record ChildTraits(string FamilyName, string UsualName, string FirstName, DateOnly? BirthDate)
{
    public static ChildTraits Of(Pupil pupil) => new(pupil.FamilyName, pupil.UsualName, pupil.FirstName, pupil.BirthDate);

    public static ChildTraits Of(PupilSource source) => new(source.FamilyName, source.UsualName, source.FirstName, source.BirthDate);

    /// <summary>Those of a record of a known pupil: what a change leaves out stays as it was.</summary>
    public static ChildTraits Of(PupilSource source, Pupil pupil) => new(
        source.FamilyName.Length > 0 ? source.FamilyName : pupil.FamilyName,
        source.UsualName.Length > 0 ? source.UsualName : pupil.UsualName,
        source.FirstName.Length > 0 ? source.FirstName : pupil.FirstName,
        source.BirthDate ?? pupil.BirthDate);
}

/// <summary>A pupil with the same names and birth date in the same académie.</summary>
/// <param name="Id">The pupil.</param>
/// <param name="Ine">Their INE, when known.</param>
/// <param name="SharesGuardian">A guardian in common with the record at hand.</param>
internal sealed record LookAlike(Guid Id, string? Ine, bool SharesGuardian);

/// <summary>What the rule decides for a record that has no pupil yet.</summary>
/// <param name="Pupil">The pupil it belongs to; null for a new one.</param>
/// <param name="Doubts">Pupils that may be the same child: a school decides.</param>
internal sealed record IdentityDecision(Guid? Pupil, IReadOnlyList<Guid> Doubts);

/// <summary>Which child a record is about (domain 2.6). Pure functions.</summary>
internal static class PupilIdentity
{
    /// <summary>
    /// Least <see cref="Likeness"/> of two records of one INE that are about one child: one of the three may have been corrected, or the family name have changed.
    /// Where two differ, somebody typed the INE of another child (aaf-format §8, row 1).
    /// </summary>
    public const int OneChild = 2;

    /// <summary>Key of folded birth name, first name and birth date; 0 when there is no birth date: such records never look alike.</summary>
    public static long KeyOf(string familyName, string firstName, DateOnly? birthDate)
    {
        if (birthDate is not { } date)
        {
            return 0;
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Plain(familyName)}|{Plain(firstName)}|{date.DayNumber}"), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash) | 1;
    }

    /// <summary>How many of last name, first name and birth date agree: from 0 to 3. A name agrees with one that has more words, and a birth name with a usual one; what is not known agrees with nothing.</summary>
    public static int Likeness(ChildTraits one, ChildTraits other)
    {
        var last = new[] { one.FamilyName, one.UsualName }.Any(name => Agree(name, other.FamilyName) || Agree(name, other.UsualName));
        return (last ? 1 : 0) + (Agree(one.FirstName, other.FirstName) ? 1 : 0) + (one.BirthDate is { } date && date == other.BirthDate ? 1 : 0);
    }

    /// <summary>Whether a record that claims the INE of a pupil may be about that child.</summary>
    public static bool MayBeOne(ChildTraits claimant, ChildTraits owner) => Likeness(claimant, owner) >= OneChild && !AreTwins(claimant, owner);

    /// <summary>Born the same day under first names that do not begin alike: twins who were given one INE are two.</summary>
    private static bool AreTwins(ChildTraits one, ChildTraits other) =>
        one.BirthDate is { } date && date == other.BirthDate && !Agree(one.FirstName, other.FirstName) && !BeginsLike(one.FirstName, other.FirstName) && !BeginsLike(other.FirstName, one.FirstName);

    private static bool BeginsLike(string name, string other) => Plain(name).StartsWith(Plain(other), StringComparison.Ordinal);

    /// <param name="ine">INE of the record; null when it has none, or that of another child.</param>
    /// <param name="sameIne">The pupil who has that INE; null when nobody.</param>
    /// <param name="lookAlikes">Pupils of the académie with the same names and birth date.</param>
    public static IdentityDecision Decide(string? ine, Guid? sameIne, IReadOnlyCollection<LookAlike> lookAlikes)
    {
        if (sameIne is not null)
        {
            return new(sameIne, []);
        }

        if (ine is not null)
        {
            return new(null, [.. lookAlikes.Where(other => other.Ine is null).Select(other => other.Id)]);
        }

        var same = lookAlikes.Where(other => other.Ine is null && other.SharesGuardian).OrderBy(other => other.Id).FirstOrDefault();
        return same is not null ? new(same.Id, []) : new(null, [.. lookAlikes.Select(other => other.Id)]);
    }

    private static bool Agree(string name, string other)
    {
        var (words, others) = (Words(name), Words(other));
        return words.Count > 0 && others.Count > 0 && (words.IsSubsetOf(others) || others.IsSubsetOf(words) || Plain(name) == Plain(other));
    }

    private static HashSet<string> Words(string name) => [.. SearchText.Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static string Plain(string name) => SearchText.Fold(name).Replace(" ", string.Empty, StringComparison.Ordinal);
}
