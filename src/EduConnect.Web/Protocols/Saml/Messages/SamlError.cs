namespace EduConnect.Web.Protocols.Saml.Messages;

/// <summary>A refusal of the identity provider. The whole catalogue is <see cref="SamlErrors"/>.</summary>
/// <param name="Id">Reference a user or an integrator can quote to support; never reused.</param>
/// <param name="Description">One English sentence for the integrator: the <c>StatusMessage</c> when a service is told.</param>
internal sealed record SamlError(string Id, string Description)
{
    /// <summary>Last word of the first status code (SAML Core §3.2.2.2).</summary>
    public string Status { get; init; } = "Requester";

    /// <summary>Last word of the second one; null when there is none.</summary>
    public string? SecondStatus { get; init; }
}
