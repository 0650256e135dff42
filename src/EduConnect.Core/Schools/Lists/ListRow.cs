using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;

namespace EduConnect.Core.Schools.Lists;

/// <summary>A row of a list: a pupil, or a child and a guardian (domain 10.5).</summary>
public sealed class ListRow
{
    /// <summary>The account the row acts on.</summary>
    public Guid AccountId { get; init; }

    /// <summary>The pupil.</summary>
    public Guid PupilId { get; init; }

    /// <summary>Usual last name of the pupil.</summary>
    public required string PupilName { get; init; }

    /// <summary>First name of the pupil.</summary>
    public required string PupilFirstName { get; init; }

    /// <summary>Folded name of the pupil: search and order.</summary>
    public required string PupilSearch { get; init; }

    /// <summary>INE of the pupil.</summary>
    public string? Ine { get; init; }

    /// <summary>Birth date of the pupil; null in lists of guardians.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>Class; null while the pupil has none.</summary>
    public Guid? ClassId { get; init; }

    /// <summary>Code of the class.</summary>
    public string? ClassCode { get; init; }

    /// <summary>Label of the class.</summary>
    public string? ClassLabel { get; init; }

    /// <summary>How the school names the class (<see cref="SchoolClass.NameIn"/>): what lists, letters and their order go by.</summary>
    public string? ClassName { get; init; }

    /// <summary>Curriculum of the pupil.</summary>
    public string? MefCode { get; init; }

    /// <summary>Level of the pupil (1st degree), such as <c>CE1</c>.</summary>
    public string? Level { get; init; }

    /// <summary>Own school of a pupil from elsewhere; null in other lists, or while it is not in the directory.</summary>
    public Guid? HomeSchoolId { get; init; }

    /// <summary>Its type.</summary>
    public string? HomeSchoolType { get; init; }

    /// <summary>Its name.</summary>
    public string? HomeSchoolName { get; init; }

    /// <summary>Its town.</summary>
    public string? HomeSchoolTown { get; init; }

    /// <summary>Établissement de rattachement: <c>CLG HENRI-CASTELLAN (SAINT-AUBRAC)</c>; null when it is not known.</summary>
    public string? HomeSchool => HomeSchoolName is { } name ? $"{School.Titled(HomeSchoolType ?? string.Empty, name)} ({HomeSchoolTown})" : null;

    /// <summary>Civility of the guardian.</summary>
    public string? GuardianCivility { get; init; }

    /// <summary>Usual last name of the guardian; null in lists of pupils.</summary>
    public string? GuardianName { get; init; }

    /// <summary>First name of the guardian.</summary>
    public string? GuardianFirstName { get; init; }

    /// <summary>Folded name of the guardian.</summary>
    public string? GuardianSearch { get; init; }

    /// <summary>What the guardian is to the pupil.</summary>
    public GuardianKind? Tie { get; init; }

    /// <summary>What the guardian said of the tie.</summary>
    public LinkStatement Statement { get; init; }

    /// <summary>Whether letters and mails may name this child: not when the guardian said that the tie is wrong (domain 7.2).</summary>
    public bool IsNamed => Statement != LinkStatement.ReportedWrong;

    /// <summary>Username.</summary>
    public required string Username { get; init; }

    /// <summary>Address of the account.</summary>
    public string? Mail { get; init; }

    /// <summary>When it was confirmed (UTC).</summary>
    public DateTime? MailConfirmedAt { get; init; }

    /// <summary>A mail came back, or what the source has is no address.</summary>
    public bool MailInError { get; init; }

    /// <summary>Address the school's source knows.</summary>
    public string? SourceMail { get; init; }

    /// <summary>Number of the account.</summary>
    public string? Mobile { get; init; }

    /// <summary>When it was confirmed (UTC).</summary>
    public DateTime? MobileConfirmedAt { get; init; }

    /// <summary>Number the school's source knows.</summary>
    public string? SourceMobile { get; init; }

    /// <summary>Origine du compte.</summary>
    public ActivationMode Mode { get; init; }

    /// <summary>State of the account.</summary>
    public AccountState State { get; init; }

    /// <summary>Compte compromis.</summary>
    public bool IsCompromised { get; init; }

    /// <summary>Nouvel identifiant demandé (UTC).</summary>
    public DateTime? NewUsernameRequestedAt { get; init; }

    /// <summary>Dernière information (UTC).</summary>
    public DateTime? LastInformedAt { get; init; }

    /// <summary>Dernière connexion (UTC).</summary>
    public DateTime? LastSignInAt { get; init; }

    /// <summary>State of the address.</summary>
    public ContactState MailState => MailInError ? ContactState.InError : Contact(MailConfirmedAt, Mail ?? SourceMail);

    /// <summary>State of the number.</summary>
    public ContactState MobileState => Contact(MobileConfirmedAt, Mobile ?? SourceMobile);

    /// <summary>The address a mail of the school goes to; null when there is none that works.</summary>
    public string? UsableMail => MailInError ? null : Mail ?? SourceMail;

    private static ContactState Contact(DateTime? confirmedAt, string? value) =>
        confirmedAt is not null ? ContactState.Confirmed : value is not null ? ContactState.ToConfirm : ContactState.None;
}
