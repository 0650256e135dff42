using EduConnect.Core.Activation.Registration;

namespace EduConnect.Web.Pages.Registration;

/// <summary>After the last page. Reached by a new password on an account that was activated before, by a double submit or by the back button.</summary>
internal sealed class DoneModel() : RegistrationPage(RegistrationStep.Done);
