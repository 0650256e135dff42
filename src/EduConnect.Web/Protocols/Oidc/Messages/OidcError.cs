namespace EduConnect.Web.Protocols.Oidc.Messages;

/// <summary>A refusal of the provider. The whole catalogue is <see cref="OidcErrors"/>.</summary>
/// <param name="Id">Reference a user or an integrator can quote to support; never reused.</param>
/// <param name="Code">The <c>error</c> value of the specification.</param>
/// <param name="Description">The <c>error_description</c>: one English sentence for the integrator (RFC 6749 §5.2 allows ASCII only).</param>
/// <param name="Status">HTTP status when the refusal is not carried by a redirection.</param>
internal sealed record OidcError(string Id, string Code, string Description, int Status = StatusCodes.Status400BadRequest);
