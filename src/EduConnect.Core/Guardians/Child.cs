using EduConnect.Core.Schools;

namespace EduConnect.Core.Guardians;

/// <summary>A pupil as their guardian's account sees them: one per pupil, whatever the number of sources that tie them.</summary>
/// <param name="PupilId">the pupil</param>
/// <param name="FirstName">given name</param>
/// <param name="LastName">usual last name</param>
/// <param name="BirthDate">on file; null when the source has none</param>
/// <param name="Kind">legal guardian as soon as one source says so</param>
/// <param name="Statement">what the guardian said</param>
/// <param name="StatedAt">when (UTC)</param>
/// <param name="School">the pupil's own school; null when in none</param>
/// <param name="ClassLabel">class or level; empty when none</param>
public sealed record Child(
    Guid PupilId, string FirstName, string LastName, DateOnly? BirthDate, GuardianKind Kind, LinkStatement Statement, DateTime? StatedAt, School? School, string ClassLabel)
{
    /// <summary>The date on file, for <see cref="Activation.BirthDateLimits"/>.</summary>
    internal (Guid Pupil, DateOnly? OnFile) DateOnFile => (PupilId, BirthDate);

    /// <summary>First name and initial: all that is shown before the birth date is right (domain §5).</summary>
    public string VeiledName => LastName.Length > 0 ? $"{FirstName} {LastName[..1]}." : FirstName;

    /// <summary>First name and family name, once the tie is confirmed.</summary>
    public string FullName => $"{FirstName} {LastName}".Trim();
}
