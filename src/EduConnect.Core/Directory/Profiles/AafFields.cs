namespace EduConnect.Core.Directory.Profiles;

/// <summary>What a record of an export is about.</summary>
public enum AafEntity
{
    /// <summary>A school.</summary>
    School,

    /// <summary>A curriculum.</summary>
    Mef,

    /// <summary>A guardian or contact.</summary>
    Guardian,

    /// <summary>A pupil.</summary>
    Pupil,

    /// <summary>Known, but of no use here: staff, subjects.</summary>
    Ignored,
}

/// <summary>Fields of a school record (aaf-format §6.1).</summary>
public enum SchoolField
{
    /// <summary>AAF id.</summary>
    SourceId,

    /// <summary>National code.</summary>
    Uai,

    /// <summary>Usual name, in one or three parts.</summary>
    Name,

    /// <summary>Type label.</summary>
    Type,

    /// <summary>Sector or contract.</summary>
    Contract,

    /// <summary>Street.</summary>
    Street,

    /// <summary>Post code.</summary>
    PostCode,

    /// <summary>Town.</summary>
    Town,

    /// <summary>The school's own mail address.</summary>
    Mail,

    /// <summary>Circonscription (1st degree).</summary>
    Circonscription,

    /// <summary>Code of the académie.</summary>
    Academie,

    /// <summary>Classes the school declares.</summary>
    Classes,
}

/// <summary>Fields of a pupil record (aaf-format §6.2).</summary>
public enum PupilField
{
    /// <summary>AAF id.</summary>
    SourceId,

    /// <summary>National number.</summary>
    Ine,

    /// <summary>SIECLE or ONDE number.</summary>
    RegistrationNumber,

    /// <summary>Birth date.</summary>
    BirthDate,

    /// <summary>Birth name.</summary>
    FamilyName,

    /// <summary>Usual last name.</summary>
    UsualName,

    /// <summary>First name.</summary>
    FirstName,

    /// <summary>Civility.</summary>
    Civility,

    /// <summary>Ties to guardians.</summary>
    Guardians,

    /// <summary>School of enrolment.</summary>
    School,

    /// <summary>Classes.</summary>
    Classes,

    /// <summary>Groups.</summary>
    Groups,

    /// <summary>Schools of shared courses.</summary>
    HostSchools,

    /// <summary>Dates of leaving a class.</summary>
    ClassExits,

    /// <summary>Date of leaving the school.</summary>
    SchoolExit,

    /// <summary>Curriculum code.</summary>
    Mef,

    /// <summary>Curriculum label.</summary>
    MefLabel,

    /// <summary>Level (1st degree).</summary>
    Level,
}

/// <summary>Fields of a guardian record (aaf-format §6.3).</summary>
public enum GuardianField
{
    /// <summary>AAF id.</summary>
    SourceId,

    /// <summary>SIECLE or ONDE number.</summary>
    RegistrationNumber,

    /// <summary>Birth name.</summary>
    FamilyName,

    /// <summary>Usual last name.</summary>
    UsualName,

    /// <summary>First name.</summary>
    FirstName,

    /// <summary>Civility.</summary>
    Civility,

    /// <summary>Mail address.</summary>
    Mail,

    /// <summary>Mobile number.</summary>
    Mobile,
}

/// <summary>Fields of a curriculum record (aaf-format §7.3).</summary>
public enum MefField
{
    /// <summary>Code.</summary>
    SourceId,

    /// <summary>Label.</summary>
    Label,

    /// <summary>Statistical code; its first four signs are the level services are told.</summary>
    StatisticalCode,
}
