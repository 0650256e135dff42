namespace EduConnect.Web.Protocols.Oidc.Authorize.Interactions;

/// <summary>OpenID Connect Core §3.1.2.1: prompt=login and prompt=select_account ask the person again whatever the session.</summary>
internal sealed class PromptAsksAgain : InteractionRule
{
    public override Interaction? Check(Situation situation) =>
        !situation.IsFresh && situation.Request.Prompt.Any(word => word is "login" or "select_account")
            ? Interaction.SignInAgain
            : null;
}
