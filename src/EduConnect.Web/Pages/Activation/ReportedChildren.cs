using EduConnect.Core.Guardians;

namespace EduConnect.Web.Pages.Activation;

/// <summary>What the second confirmation shows (row #74): <c>_Reported.cshtml</c>.</summary>
/// <param name="Children">the children answered with "Non"</param>
/// <param name="BackAddress">where the answers are changed</param>
internal sealed record ReportedChildren(IReadOnlyList<Child> Children, string BackAddress);
