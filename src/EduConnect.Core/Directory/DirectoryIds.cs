using System.Text;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory;

/// <summary>
/// Identifiers of imported rows, derived from their source keys with a secret: a run started again, and either database, end in the same rows, links
/// resolve without look-ups, and nobody outside can compute one.
/// </summary>
/// <param name="keys">Ring whose first key of purpose <c>DirectoryIds</c> is used for ever.</param>
public sealed class DirectoryIds(KeyRing keys)
{
    private readonly KeyedHash _hash = new(keys.All(KeyPurpose.DirectoryIds)[0].Secret);

    /// <summary>Of a school, by its UAI.</summary>
    public Guid School(string uai) => Derive("school", uai);

    /// <summary>Of a class of a school.</summary>
    public Guid SchoolClass(Guid school, string code) => Derive("class", school.ToString("N"), code);

    /// <summary>Of a pupil as one source knows them.</summary>
    public Guid PupilRecord(string academie, Degree degree, string sourceId) => Derive("pupil-record", academie, DegreeCode.Write(degree), sourceId);

    /// <summary>Of a pupil known by their INE.</summary>
    public Guid PupilByIne(string ine) => Derive("pupil-ine", ine);

    /// <summary>Of a pupil without INE, by the record that came first.</summary>
    public Guid PupilByRecord(Guid record) => Derive("pupil", record.ToString("N"));

    /// <summary>Of a guardian as one source knows them.</summary>
    public Guid GuardianRecord(string academie, Degree degree, string sourceId) => Derive("guardian-record", academie, DegreeCode.Write(degree), sourceId);

    /// <summary>Of the account of a pupil or of a guardian record.</summary>
    public Guid Account(Guid holder) => Derive("account", holder.ToString("N"));

    /// <summary>Of the journal of a delivery.</summary>
    public Guid Run(string academie, Degree degree, string fingerprint) => Derive("run", academie, DegreeCode.Write(degree), fingerprint);

    private Guid Derive(params ReadOnlySpan<string> parts)
    {
        Span<byte> message = stackalloc byte[512];
        var length = 0;
        foreach (var part in parts)
        {
            length += Encoding.UTF8.GetBytes(part, message[length..]);
            message[length++] = 0;
        }

        Span<byte> hash = stackalloc byte[KeyedHash.Length];
        _hash.Compute(message[..length], hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
