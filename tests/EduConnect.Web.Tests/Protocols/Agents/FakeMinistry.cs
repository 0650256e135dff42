using EduConnect.Web.Protocols.Agents;
using EduConnect.Web.Tests.Protocols.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Agents;

/// <summary>The ministry's provider of agents, driven by hand inside the test: username in the id_token, groups in userinfo, which is plain JSON.</summary>
internal sealed class FakeMinistry(TimeProvider clock) : FakeProvider(clock, Issuer, ServiceId)
{
    public const string Issuer = "https://agents.example/realm";
    public const string ServiceId = "educonnect-agents-test";
    public const string StrongLevel = "urn:example:otp-key";

    public static string[] Settings =>
    [
        $"--Agents:Provider:Issuer={Issuer}", $"--Agents:Provider:ServiceId={ServiceId}", $"--Agents:Provider:ServiceSecret={Secret}",
        $"--Agents:Provider:StrongLevels:0={StrongLevel}", "--Agents:Provider:StrongMethods:0=otp",
    ];

    public void Register(IServiceCollection services) => Register(services, AgentsOpenIdProvider.HttpName);

    protected override Dictionary<string, object?> IdTokenClaims(Dictionary<string, object?> basic) =>
        new(basic) { ["nonce"] = Nonce, ["preferred_username"] = "s.carpentier", ["acr"] = StrongLevel };

    protected override HttpResponseMessage AnswerUserInfo() => Json(Changed(new() { ["sub"] = Subject }, UserInfo));
}
