using EduConnect.Core.Federation.Registry;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Protocols.Oidc.Keys;

/// <summary>A signing key ready for use. Its credentials are made once and kept: making them anew costs more than a signature.</summary>
internal sealed record SigningKey(TokenSigning Algorithm, SigningCredentials Credentials, JsonWebKey Public, DateTime CreatedAt)
{
    public string Id => Credentials.Kid;
}
