namespace EduConnect.Web.Pages.Recovery;

/// <summary>Identifiant perdu: the choice of the way (row #108).</summary>
internal sealed class UsernameModel : RecoveryStartPage;
