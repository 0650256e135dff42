using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EduConnect.Core.Directory.Sources;

/// <summary>64 bits that tell whether a record changed since it was last applied; computed over what is kept, not over the file's bytes.</summary>
internal sealed class RowHasher
{
    /// <summary>Grows when the rules change what they make of the same input, so that everything is looked at again.</summary>
    private const int RulesVersion = 1;

    private byte[] _buffer = new byte[4096];
    private int _length;

    public long Hash(SchoolSource school)
    {
        Start().Add(school.Uai).Add(school.TypeLabel).Add(school.Name).Add(school.Town).Add(school.Street).Add(school.PostCode).Add(school.Mail)
            .Add(school.Circonscription).Add(school.IsPrivate ? 1 : 0);
        return Finish();
    }

    public long Hash(GuardianSource guardian)
    {
        Start().Add(guardian.RegistrationNumber).Add(guardian.Civility).Add(guardian.FamilyName).Add(guardian.UsualName).Add(guardian.FirstName)
            .Add(guardian.Mail).Add(guardian.Mobile);

        // Only then, so that the other records of the nation are not all looked at again.
        return guardian.HasWrongMail ? Add(1).Finish() : Finish();
    }

    public long Hash(PupilSource pupil)
    {
        Start().Add(pupil.Ine).Add(pupil.RegistrationNumber).Add(pupil.Civility).Add(pupil.FamilyName).Add(pupil.UsualName).Add(pupil.FirstName)
            .Add(pupil.BirthDate?.DayNumber ?? 0).Add(pupil.Mef).Add(pupil.Level).Add(pupil.Placements.Count);
        foreach (var placement in pupil.Placements)
        {
            Add(placement.School).Add((int)placement.Kind).Add(placement.ClassCode);
        }

        foreach (var link in pupil.Links)
        {
            Add(link.GuardianId).Add(link.Relation).Add((int)link.Kind);
        }

        return Finish();
    }

    private RowHasher Start()
    {
        _length = 0;
        return Add(RulesVersion);
    }

    private RowHasher Add(int number)
    {
        Reserve(4);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_length), number);
        _length += 4;
        return this;
    }

    private RowHasher Add(string? text)
    {
        Add(text?.Length ?? -1);
        var bytes = MemoryMarshal.AsBytes(text.AsSpan());
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
        return this;
    }

    private void Reserve(int more)
    {
        if (_length + more > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + more));
        }
    }

    private long Finish()
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(_buffer.AsSpan(0, _length), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash) is var value && value != 0 ? value : 1;
    }
}
