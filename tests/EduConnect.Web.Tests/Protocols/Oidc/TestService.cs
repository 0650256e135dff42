using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>A registered service as a test knows it: with its secret.</summary>
public sealed record TestService(Service Contract, string Secret)
{
    public string ClientId => Contract.ClientId;

    public string RedirectUri => Contract.RedirectUris[0];

    /// <summary>A contract with everything in it; tests take away what they need to.</summary>
    public static Service Everything(string clientId) => new()
    {
        Id = Guid.CreateVersion7(),
        ClientId = clientId,
        Name = "Stages de troisième",
        Sector = "rp.example",
        RedirectUris = ["https://rp.example/cb", "https://rp.example/other?kept=1"],
        PostLogoutRedirectUris = ["https://rp.example/bye", "https://rp.example/bye?kept=1"],
        Origins = ["https://rp.example"],
        Scopes = ["openid", "profile", "email", "offline_access", "ect.scope.cnx", "ect.scope.stage"],
        Claims = [.. ClaimNames.All],
        Pkce = PkcePolicy.Optional,
        CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}
