using EduConnect.Core.Accounts.Recovery;

namespace EduConnect.Web.Pages.Recovery;

/// <summary>The end (S-RC4): nobody is signed in by it, the button leads to the sign-in page and on to the service that asked.</summary>
internal sealed class DoneModel() : RecoveryPage(RecoveryStep.Done);
