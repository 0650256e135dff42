using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Directory.Sources;

/// <summary>Turns raw records into typed ones by a profile. A record that cannot be understood comes back as a sentence.</summary>
internal sealed class RecordMapper(MappingProfile profile, DateOnly exportDate, Action<string> notice)
{
    private const int LongestId = 64;
    private readonly FieldBag<SchoolField> _school = new(profile.School);
    private readonly FieldBag<MefField> _mef = new(profile.Mef);
    private readonly FieldBag<GuardianField> _guardian = new(profile.Guardian);
    private readonly FieldBag<PupilField> _pupil = new(profile.Pupil);
    private readonly PupilPlacements _placements = new(profile, exportDate, notice);
    private readonly PupilLinks _links = new(profile, notice);

    /// <summary>What is wrong with any record, whatever its entity; null when nothing is.</summary>
    public static string? Problem(AafRecord record) => record.Id switch
    {
        "" => "no identifier",
        { Length: > LongestId } => "the identifier is too long",
        _ when record.Category.Length == 0 => "no category",
        _ => null,
    };

    public SchoolSource? School(AafRecord record, out string problem)
    {
        _school.Fill(record, Unknown);
        problem = Mismatch(record, _school.One(SchoolField.SourceId));
        var uai = Uai.Parse(_school.One(SchoolField.Uai));
        if (problem.Length == 0 && record.Operation == AafOperation.Add && uai is null)
        {
            problem = "no valid UAI";
        }

        return problem.Length > 0 ? null : SchoolReading.Read(record, _school, profile, uai);
    }

    public MefSource? Mef(AafRecord record, out string problem)
    {
        _mef.Fill(record, Unknown);
        problem = Mismatch(record, _mef.One(MefField.SourceId));
        return problem.Length > 0
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

    public GuardianSource? Guardian(AafRecord record, out string problem)
    {
        _guardian.Fill(record, Unknown);
        problem = Mismatch(record, _guardian.One(GuardianField.SourceId));
        var family = _guardian.One(GuardianField.FamilyName);
        var usual = _guardian.One(GuardianField.UsualName);
        if (problem.Length == 0 && record.Operation == AafOperation.Add && family.Length + usual.Length == 0)
        {
            problem = "no name";
        }

        return problem.Length > 0 ? null : new GuardianSource
        {
            SourceId = record.Id,
            Operation = record.Operation,
            Present = _guardian.Present,
            RegistrationNumber = _guardian.One(GuardianField.RegistrationNumber, 32),
            Civility = CleanText.Civility(_guardian.One(GuardianField.Civility)),
            FamilyName = family.Length > 0 ? family : usual,
            UsualName = usual.Length > 0 ? usual : family,
            FirstName = _guardian.One(GuardianField.FirstName),
            Mail = FirstMail(_guardian.All(GuardianField.Mail)),
            Mobile = FirstMobile(_guardian.All(GuardianField.Mobile)),
        };
    }

    public PupilSource? Pupil(AafRecord record, out string problem)
    {
        _pupil.Fill(record, Unknown);
        problem = Mismatch(record, _pupil.One(PupilField.SourceId));
        var family = _pupil.One(PupilField.FamilyName);
        var usual = _pupil.One(PupilField.UsualName);
        if (problem.Length == 0 && record.Operation == AafOperation.Add && family.Length + usual.Length == 0)
        {
            problem = "no name";
        }

        if (problem.Length > 0)
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

    private static string Mismatch(AafRecord record, string joint) =>
        joint.Length == 0 || joint == record.Id ? string.Empty : "the identifier differs from that of its attributes";

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private void Unknown(string attribute)
    {
        if (!profile.PassesOver(attribute))
        {
            notice("attribute not known: " + (attribute.Length > 64 ? attribute[..64] : attribute));
        }
    }

    private string? ReadIne()
    {
        var written = _pupil.One(PupilField.Ine);
        var ine = CleanText.Ine(written);
        if (ine is null && written.Length > 0)
        {
            notice("INE that is not one");
        }

        return ine;
    }

    private DateOnly? ReadBirthDate()
    {
        var written = _pupil.One(PupilField.BirthDate);
        var date = CleanText.Date(written);
        if (date is null && written.Length > 0)
        {
            notice("birth date that is not one");
        }

        return date;
    }

    private string? FirstMail(List<string> values)
    {
        var mail = values.Select(MailText.Normalise).FirstOrDefault(address => address is not null);
        if (mail is null && values.Count > 0)
        {
            notice("mail that is not one");
        }

        return mail;
    }

    private string? FirstMobile(List<string> values)
    {
        var mobile = values.Select(PhoneNumber.ToE164).FirstOrDefault(PhoneNumber.IsMobile);
        if (mobile is null && values.Count > 0)
        {
            notice("mobile number that is not one");
        }

        return mobile;
    }
}
