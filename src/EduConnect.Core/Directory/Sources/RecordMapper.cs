using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Directory.Sources;

/// <summary>Turns raw records into typed ones by a profile. A record that cannot be understood comes back as a remark.</summary>
internal sealed class RecordMapper(MappingProfile profile, DateOnly exportDate, Action<ImportRemark> notice)
{
    private const int LongestId = 64;
    private readonly FieldBag<SchoolField> _school = new(profile.School);
    private readonly FieldBag<MefField> _mef = new(profile.Mef);
    private readonly FieldBag<GuardianField> _guardian = new(profile.Guardian);
    private readonly FieldBag<PupilField> _pupil = new(profile.Pupil);
    private readonly PupilPlacements _placements = new(profile, exportDate, notice);
    private readonly PupilLinks _links = new(profile, notice);

    /// <summary>What is wrong with any record, whatever its entity; null when nothing is.</summary>
    public static ImportRemark? Problem(AafRecord record) => record.Id switch
    {
        "" => ImportRemark.Of("RecordWithoutIdentifier"),
        { Length: > LongestId } => ImportRemark.Of("RecordIdentifierTooLong"),
        _ when record.Category.Length == 0 => ImportRemark.Of("RecordWithoutCategory"),
        _ => null,
    };

    public SchoolSource? School(AafRecord record, out ImportRemark? problem)
    {
        _school.Fill(record, Unknown);
        problem = Mismatch(record, _school.One(SchoolField.SourceId));
        var uai = Uai.Parse(_school.One(SchoolField.Uai));
        if (problem is null && record.Operation == AafOperation.Add && uai is null)
        {
            problem = ImportRemark.Of("RecordWithoutUai");
        }

        return problem is not null ? null : SchoolReading.Read(record, _school, profile, uai);
    }

    public MefSource? Mef(AafRecord record, out ImportRemark? problem)
    {
        _mef.Fill(record, Unknown);
        problem = Mismatch(record, _mef.One(MefField.SourceId));
        return problem is not null
            ? null
            : new MefSource
            {
                SourceId = record.Id,
                Operation = record.Operation,
                Present = _mef.Present,
                Label = _mef.One(MefField.Label),
                StatisticalCode = _mef.One(MefField.StatisticalCode),
            };
    }

    public GuardianSource? Guardian(AafRecord record, out ImportRemark? problem)
    {
        _guardian.Fill(record, Unknown);
        problem = Mismatch(record, _guardian.One(GuardianField.SourceId));
        var family = _guardian.One(GuardianField.FamilyName);
        var usual = _guardian.One(GuardianField.UsualName);
        if (problem is null && record.Operation == AafOperation.Add && family.Length + usual.Length == 0)
        {
            problem = ImportRemark.Of("RecordWithoutName");
        }

        var mails = _guardian.All(GuardianField.Mail);
        var mail = FirstMail(mails);
        return problem is not null ? null : new GuardianSource
        {
            SourceId = record.Id,
            Operation = record.Operation,
            Present = _guardian.Present,
            RegistrationNumber = _guardian.One(GuardianField.RegistrationNumber, 32),
            Civility = CleanText.Civility(_guardian.One(GuardianField.Civility)),
            FamilyName = family.Length > 0 ? family : usual,
            UsualName = usual.Length > 0 ? usual : family,
            FirstName = _guardian.One(GuardianField.FirstName),
            Mail = mail,
            HasWrongMail = mail is null && mails.Count > 0,
            Mobile = FirstMobile(_guardian.All(GuardianField.Mobile)),
        };
    }

    public PupilSource? Pupil(AafRecord record, out ImportRemark? problem)
    {
        _pupil.Fill(record, Unknown);
        problem = Mismatch(record, _pupil.One(PupilField.SourceId));
        var family = _pupil.One(PupilField.FamilyName);
        var usual = _pupil.One(PupilField.UsualName);
        if (problem is null && record.Operation == AafOperation.Add && family.Length + usual.Length == 0)
        {
            problem = ImportRemark.Of("RecordWithoutName");
        }

        if (problem is not null)
        {
            return null;
        }

        _links.Read(_pupil.All(PupilField.Guardians));
        return new PupilSource
        {
            SourceId = record.Id,
            Operation = record.Operation,
            Present = _pupil.Present,
            Ine = ReadIne(),
            RegistrationNumber = _pupil.One(PupilField.RegistrationNumber, 32),
            Civility = CleanText.Civility(_pupil.One(PupilField.Civility)),
            FamilyName = family.Length > 0 ? family : usual,
            UsualName = usual.Length > 0 ? usual : family,
            FirstName = _pupil.One(PupilField.FirstName),
            BirthDate = ReadBirthDate(),
            Mef = NullIfEmpty(_pupil.One(PupilField.Mef, 11)),
            MefLabel = _pupil.One(PupilField.MefLabel),
            Level = NullIfEmpty(_pupil.One(PupilField.Level, 32)),
            Placements = _placements.Read(_pupil),
            Links = _links.Links,
            Contacts = _links.Contacts,
            LinkValues = _links.Values,
        };
    }

    private static ImportRemark? Mismatch(AafRecord record, string joint) =>
        joint.Length == 0 || joint == record.Id ? null : ImportRemark.Of("RecordIdentifierDiffers");

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private void Unknown(string attribute)
    {
        if (!profile.PassesOver(attribute))
        {
            notice(ImportRemark.Of("AttributeUnknown", attribute.Length > 64 ? attribute[..64] : attribute));
        }
    }

    private string? ReadIne()
    {
        var written = _pupil.One(PupilField.Ine);
        var ine = CleanText.Ine(written);
        if (ine is null && written.Length > 0)
        {
            notice(ImportRemark.Of("NoIne"));
        }

        return ine;
    }

    private DateOnly? ReadBirthDate()
    {
        var written = _pupil.One(PupilField.BirthDate);
        var date = CleanText.Date(written);
        if (date is null && written.Length > 0)
        {
            notice(ImportRemark.Of("NoBirthDate"));
        }

        return date;
    }

    private string? FirstMail(List<string> values)
    {
        var mail = values.Select(MailText.Normalise).FirstOrDefault(address => address is not null);
        if (mail is null && values.Count > 0)
        {
            notice(ImportRemark.Of("NoMail"));
        }

        return mail;
    }

    private string? FirstMobile(List<string> values)
    {
        var mobile = values.Select(PhoneNumber.ToE164).FirstOrDefault(PhoneNumber.IsMobile);
        if (mobile is null && values.Count > 0)
        {
            notice(ImportRemark.Of("NoMobile"));
        }

        return mobile;
    }
}
