using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Directory.Importing;

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

    /// <param name="ine">INE of the record; null when it has none.</param>
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

    private static string Plain(string name) => SearchText.Fold(name).Replace(" ", string.Empty, StringComparison.Ordinal);
}
