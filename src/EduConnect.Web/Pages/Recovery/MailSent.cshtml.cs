using EduConnect.Core.Accounts.Recovery;

namespace EduConnect.Web.Pages.Recovery;

/// <summary>"Vérifiez vos emails !" (row #111), whether or not a mail went out.</summary>
internal sealed class MailSentModel() : RecoveryPage(RecoveryStep.MailSent);
