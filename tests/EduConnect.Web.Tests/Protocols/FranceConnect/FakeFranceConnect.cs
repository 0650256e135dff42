using EduConnect.Web.Protocols.FranceConnect;
using EduConnect.Web.Tests.Protocols.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.FranceConnect;

/// <summary>FranceConnect, driven by hand inside the test: signed userinfo, a level, the hash of the access token.</summary>
internal sealed class FakeFranceConnect(TimeProvider clock) : FakeProvider(clock, Issuer, ServiceId)
{
    public const string Issuer = "https://fc.example/api/v2";
    public const string ServiceId = "educonnect-test";

    /// <summary>Null: the same as the id_token's.</summary>
    public Signer? UserInfoSigner { get; set; }

    public static string[] Settings => [$"--FranceConnect:Issuer={Issuer}", $"--FranceConnect:ServiceId={ServiceId}", $"--FranceConnect:ServiceSecret={Secret}"];

    public void Register(IServiceCollection services) => Register(services, FranceConnectProvider.HttpName);

    public override void PutRight()
    {
        base.PutRight();
        UserInfoSigner = null;
    }

    protected override Dictionary<string, object?> IdTokenClaims(Dictionary<string, object?> basic) =>
        new(basic) { ["nonce"] = Nonce, ["acr"] = "eidas1", ["at_hash"] = HashOfAccessToken };

    protected override HttpResponseMessage AnswerUserInfo()
    {
        var person = new Dictionary<string, object?>(Basic()) { ["given_name"] = "Claire Anne", ["family_name"] = "MOREL", ["birthdate"] = "1984-05-06", ["email"] = "claire@example.org" };
        return Text((UserInfoSigner ?? IdTokenSigner).Sign(Changed(person, UserInfo)), "application/jwt");
    }
}
