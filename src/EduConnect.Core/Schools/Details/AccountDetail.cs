using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Schools.Details;

/// <summary>Everything a school sees of one account (domain 10.10).</summary>
/// <param name="Account">the account, not tracked</param>
/// <param name="Rows">its rows in the list it was opened from: one for a pupil, one for each child for a guardian; never empty</param>
/// <param name="FamilyName">birth name, on which usernames are built</param>
/// <param name="Sources">what its directory sources call the person</param>
/// <param name="Pupil">the pupil; null for a guardian</param>
/// <param name="MefLabel">label of the pupil's curriculum; null when there is none</param>
/// <param name="Guardians">a pupil's guardians of both kinds, as this school's source declares them</param>
/// <param name="Children">a guardian's children, those of this school first</param>
/// <param name="Compared">what the sources of this school say of a guardian (row #239); empty for a pupil</param>
public sealed record AccountDetail(
    Account Account, IReadOnlyList<ListRow> Rows, string FamilyName, IReadOnlyList<SourceIdentity> Sources,
    Pupil? Pupil, string? MefLabel, IReadOnlyList<ListRow> Guardians, IReadOnlyList<TiedChild> Children, IReadOnlyList<ComparedSource> Compared)
{
    /// <summary>First name; empty for institutions.</summary>
    public string FirstName => Pupil?.FirstName ?? Rows[0].GuardianFirstName ?? string.Empty;

    /// <summary>Usual last name.</summary>
    public string UsualName => Pupil?.UsualName ?? Rows[0].GuardianName ?? string.Empty;
}

/// <summary>A person as one source knows them (rows #161 and #199).</summary>
/// <param name="Academie">two digits</param>
/// <param name="Degree">ONDE in the 1st degree, SIECLE in the 2nd</param>
/// <param name="SourceId">Identifiant AAF</param>
/// <param name="RegistrationNumber">Identifiant ONDE / SIECLE; empty when the source does not give it</param>
public sealed record SourceIdentity(string Academie, Degree Degree, string SourceId, string RegistrationNumber);

/// <summary>A guardian as one source of this school knows them, to be compared with the account.</summary>
/// <param name="Source">which source</param>
/// <param name="UsualName">usual last name</param>
/// <param name="FamilyName">birth name</param>
/// <param name="FirstName">first name; empty for institutions</param>
/// <param name="Mail">address; null when it gives none</param>
/// <param name="Mobile">mobile number (E.164); null when it gives none</param>
public sealed record ComparedSource(SourceIdentity Source, string UsualName, string FamilyName, string FirstName, string? Mail, string? Mobile);

/// <summary>A pupil a guardian is tied to (rows #198 and #200). One of another school shows name, birth date and school, nothing else.</summary>
/// <param name="FirstName">first name</param>
/// <param name="UsualName">usual last name</param>
/// <param name="BirthDate">birth date</param>
/// <param name="Tie">what the guardian is to the pupil</param>
/// <param name="Statement">what the guardian said of the tie</param>
/// <param name="IsHere">the pupil is in this school</param>
/// <param name="Place">class when here, else the school; null when there is none</param>
/// <param name="AccountId">account of a pupil who is here (2nd degree), to open its detail; else null</param>
/// <param name="Ine">national number of a pupil who is here; else null</param>
/// <param name="Record">the guardian in the source that declares the tie</param>
public sealed record TiedChild(
    string FirstName, string UsualName, DateOnly? BirthDate, GuardianKind Tie, LinkStatement Statement, bool IsHere,
    string? Place, Guid? AccountId, string? Ine, SourceIdentity Record);
