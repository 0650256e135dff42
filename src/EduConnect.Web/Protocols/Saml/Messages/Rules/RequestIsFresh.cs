namespace EduConnect.Web.Protocols.Saml.Messages.Rules;

/// <summary>SAML Core §3.2.1: IssueInstant, from 7 minutes ago to 2 minutes ahead; an old request is somebody else's bookmark, or a replay (S-SA1).</summary>
internal sealed class RequestIsFresh : MessageRule
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    public override SamlError? Check(ReceivedRequest request) =>
        request.IssuedAt is { } moment && moment <= request.Now + Skew && request.Now <= moment + Life + Skew ? null : SamlErrors.Stale;
}
