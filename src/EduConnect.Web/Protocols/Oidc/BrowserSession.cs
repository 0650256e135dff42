using EduConnect.Core.Federation.Registry;

namespace EduConnect.Web.Protocols.Oidc;

/// <summary>The session of the browser that asks, as far as this protocol cares. Agents have none here.</summary>
/// <param name="Id">The session, as services know it through <c>sid</c>.</param>
/// <param name="AccountId">The account signed in.</param>
/// <param name="Profile">Pupils or guardians.</param>
/// <param name="AuthenticatedAt">When the person proved who they are (UTC).</param>
/// <param name="Methods">How, as in <see cref="Core.SignIn.Session.Methods"/>.</param>
internal sealed record BrowserSession(Guid Id, Guid AccountId, Audience Profile, DateTime AuthenticatedAt, string Methods);
