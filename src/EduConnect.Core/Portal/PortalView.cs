using EduConnect.Core.Schools;

namespace EduConnect.Core.Portal;

/// <summary>What the portal shows the person who is signed in.</summary>
/// <param name="Name">first name and usual name</param>
/// <param name="IsPupil">a pupil's portal rather than a guardian's</param>
/// <param name="Places">the pupil alone, or each confirmed child of the guardian</param>
/// <param name="Messages">what the schools of <paramref name="Places"/> say today</param>
/// <param name="HasReports">a tie was reported and is not corrected yet</param>
/// <param name="PreviousSignIn">the sign-in before the one of this session (UTC); null when none is known</param>
/// <param name="PreviousByAccessCode">that sign-in was made with a code that an agent gave</param>
public sealed record PortalView(
    string Name, bool IsPupil, IReadOnlyList<PortalPlace> Places, IReadOnlyList<PortalMessage> Messages, bool HasReports, DateTime? PreviousSignIn, bool PreviousByAccessCode);

/// <summary>A pupil, where they go to school, and the services there.</summary>
/// <param name="Name">first name and usual name</param>
/// <param name="School">own school; null when in none</param>
/// <param name="ClassLabel">class or level; empty when none</param>
/// <param name="Services">in the order of the page</param>
public sealed record PortalPlace(string Name, School? School, string ClassLabel, IReadOnlyList<PortalService> Services);

/// <summary>What a school says.</summary>
/// <param name="School">who</param>
/// <param name="Text">plain text, with line breaks</param>
public sealed record PortalMessage(School School, string Text);
