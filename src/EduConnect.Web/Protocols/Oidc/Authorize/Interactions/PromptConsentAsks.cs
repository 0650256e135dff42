namespace EduConnect.Web.Protocols.Oidc.Authorize.Interactions;

/// <summary>OpenID Connect Core §3.1.2.1: prompt=consent asks before anything is released; otherwise the contract is the legal ground.</summary>
internal sealed class PromptConsentAsks : InteractionRule
{
    public override Interaction? Check(Situation situation) =>
        situation.Request.Prompt.Contains("consent") && !situation.HasConsented ? Interaction.Consent : null;
}
