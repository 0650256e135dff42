using EduConnect.Core.Activation;

namespace EduConnect.Web.Pages.Activation;

/// <summary>After the last page: what remains to be done. Reached again by a double submit or the back button.</summary>
internal sealed class DoneModel() : ActivationPage(ActivationStep.Done);
