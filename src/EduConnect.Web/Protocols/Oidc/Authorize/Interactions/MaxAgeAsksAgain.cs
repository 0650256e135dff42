namespace EduConnect.Web.Protocols.Oidc.Authorize.Interactions;

/// <summary>OpenID Connect Core §3.1.2.1: a sign-in older than max_age seconds must be renewed; 0 is the same as prompt=login.</summary>
internal sealed class MaxAgeAsksAgain : InteractionRule
{
    public override Interaction? Check(Situation situation) =>
        !situation.IsFresh && situation.Request.MaxAge is { } seconds && situation.Now - situation.Session.AuthenticatedAt > TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue))
            ? Interaction.SignInAgain
            : null;
}
