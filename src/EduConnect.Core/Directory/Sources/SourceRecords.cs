using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Sources;

/// <summary>What every record of an export has, once understood.</summary>
internal abstract class SourceRecord
{
    public required string SourceId { get; init; }

    public AafOperation Operation { get; init; }

    /// <summary>Fields the record mentions: a modification leaves the others alone.</summary>
    public ulong Present { get; init; }

    protected bool Mentions(int field) => (Present & (1UL << field)) != 0;
}

/// <summary>A school as an export tells it.</summary>
internal sealed class SchoolSource : SourceRecord
{
    public string? Uai { get; init; }

    public string TypeLabel { get; init; } = string.Empty;

    public string Name { get; init; } = string.Empty;

    public string Town { get; init; } = string.Empty;

    public string Street { get; init; } = string.Empty;

    public string PostCode { get; init; } = string.Empty;

    public string? Mail { get; init; }

    public string? Circonscription { get; init; }

    public bool IsPrivate { get; init; }

    /// <summary>False for rows that are not schools, such as replacement zones.</summary>
    public bool IsSchool { get; init; } = true;

    public string? Academie { get; init; }

    public IReadOnlyList<ClassSource> Classes { get; init; } = [];

    public bool Has(SchoolField field) => Mentions((int)field);
}

/// <summary>A class as a school or a pupil tells it.</summary>
internal readonly record struct ClassSource(string Code, string Label);

/// <summary>A curriculum as an export tells it.</summary>
internal sealed class MefSource : SourceRecord
{
    public string Label { get; init; } = string.Empty;

    public string StatisticalCode { get; init; } = string.Empty;
}

/// <summary>A guardian as an export tells it.</summary>
internal sealed class GuardianSource : SourceRecord
{
    public string RegistrationNumber { get; init; } = string.Empty;

    public string Civility { get; init; } = string.Empty;

    public string FamilyName { get; init; } = string.Empty;

    public string UsualName { get; init; } = string.Empty;

    public string FirstName { get; init; } = string.Empty;

    public string? Mail { get; init; }

    /// <summary>What stands in the place of an address is none.</summary>
    public bool HasWrongMail { get; init; }

    public string? Mobile { get; init; }

    public bool Has(GuardianField field) => Mentions((int)field);
}

/// <summary>A school, and perhaps a class, that a pupil attends.</summary>
internal readonly record struct Placement(string School, EnrolmentKind Kind, string ClassCode, string ClassLabel);

/// <summary>A tie that gives rights: contacts and pupils who are their own guardian are left out before.</summary>
internal readonly record struct LinkSource(string GuardianId, string Relation, GuardianKind Kind);

/// <summary>A pupil as an export tells it.</summary>
internal sealed class PupilSource : SourceRecord
{
    public string? Ine { get; init; }

    public string RegistrationNumber { get; init; } = string.Empty;

    public string Civility { get; init; } = string.Empty;

    public string FamilyName { get; init; } = string.Empty;

    public string UsualName { get; init; } = string.Empty;

    public string FirstName { get; init; } = string.Empty;

    public DateOnly? BirthDate { get; init; }

    public string? Mef { get; init; }

    public string MefLabel { get; init; } = string.Empty;

    public string? Level { get; init; }

    public IReadOnlyList<Placement> Placements { get; init; } = [];

    public IReadOnlyList<LinkSource> Links { get; init; } = [];

    /// <summary>Guardians named without rights: contacts, whose record is kept for the day they get some.</summary>
    public IReadOnlyList<string> Contacts { get; init; } = [];

    /// <summary>Values of ties read, those without rights and those not understood.</summary>
    public (int Read, int Skipped, int Rejected) LinkValues { get; init; }

    public bool Has(PupilField field) => Mentions((int)field);

    /// <summary>True when the record says anything of schools and classes.</summary>
    public bool MentionsPlacements => Has(PupilField.School) || Has(PupilField.Classes) || Has(PupilField.Groups) || Has(PupilField.HostSchools) || Has(PupilField.SchoolExit);
}
