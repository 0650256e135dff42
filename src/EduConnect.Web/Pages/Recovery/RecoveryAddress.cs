using EduConnect.Core.Accounts;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Pages.SignIn;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Pages.Recovery;

/// <summary>Addresses of self-help, with the profile and the way back to the service that asked.</summary>
internal static class RecoveryAddress
{
    /// <summary>First page of a forgotten username.</summary>
    public const string Username = "/identifiant-oublie";

    /// <summary>First page of a forgotten password.</summary>
    public const string Password = "/mot-de-passe-oublie";

    /// <summary>A page with what has to be carried along.</summary>
    public static string Of(string path, AccountKind profile, string? returnUrl) => QueryHelpers.AddQueryString(
        path, new Dictionary<string, string?> { ["profil"] = Segment(profile), ["returnUrl"] = ReturnAddress.Keep(returnUrl) }.Where(pair => pair.Value is not null));

    /// <summary>The sign-in page it leads back to.</summary>
    public static string SignIn(AccountKind profile, string? returnUrl) => QueryHelpers.AddQueryString(
        "/connexion/" + Segment(profile), new Dictionary<string, string?> { ["returnUrl"] = ReturnAddress.Keep(returnUrl) }.Where(pair => pair.Value is not null));

    /// <summary>The page of a step.</summary>
    public static string Of(Core.Accounts.Recovery.RecoveryStep step) => Password + step switch
    {
        Core.Accounts.Recovery.RecoveryStep.MailSent => "/mail-envoye",
        Core.Accounts.Recovery.RecoveryStep.Code => "/code",
        Core.Accounts.Recovery.RecoveryStep.Password => "/nouveau",
        Core.Accounts.Recovery.RecoveryStep.Done => "/fin",
        _ => "/moyen",
    };

    private static string Segment(AccountKind profile) => profile == AccountKind.Pupil ? CredentialsModel.Pupil : CredentialsModel.Guardian;
}
