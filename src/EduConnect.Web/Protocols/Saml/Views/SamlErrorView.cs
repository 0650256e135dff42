using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Views;

/// <summary>A refusal shown to the person.</summary>
/// <param name="Error">The refusal.</param>
/// <param name="Service">Name of the service, when known.</param>
/// <param name="IsLogout">Whether a sign-out was asked for.</param>
internal sealed record SamlErrorView(SamlError Error, string? Service, bool IsLogout);
