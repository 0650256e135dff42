using System.Text.Json;
using EduConnect.Core.Agents.Provider;
using EduConnect.Core.Platform;
using EduConnect.Web.Protocols.Providers;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EduConnect.Web.Protocols.Agents;

/// <summary>Who came back, with the token that signing out there needs.</summary>
internal sealed record AgentProviderProof(AgentProviderPerson Person, string IdToken);

/// <summary>Turns a code into an agent's claims: token request with the verifier of RFC 7636, id_token, and userinfo of the same subject where claims are missing.</summary>
internal sealed class AgentProviderExchange(AgentsOpenIdProvider provider, AgentProviderOptions options, ServiceOptions service)
{
    /// <summary>Redeems the code of a journey.</summary>
    /// <exception cref="ProviderException">no answer, or one that is not to be trusted</exception>
    public async Task<AgentProviderProof> RedeemAsync(string code, string verifier, AgentProviderRequest request, CancellationToken cancellation)
    {
        var tokens = await provider.RedeemAsync(code, service.PublicOrigin + AgentProviderPaths.Return, verifier, cancellation);
        var token = await provider.Signatures.VerifyAsync(tokens.Identity, cancellation);
        if (IdTokenRules.Breach(token, request, tokens.Access, needsHash: false) is { } breach)
        {
            throw ProviderSignatures.Distrust(breach);
        }

        var more = AgentProviderClaims.NeedsUserInfo(token, options) ? await UserInfoAsync(token, tokens.Access, cancellation) : null;
        return new AgentProviderProof(AgentProviderClaims.Read(token, more, options), tokens.Identity);
    }

    // Of the provider's own address over a connection we opened: not signed, but of the same person (OpenID Connect Core §5.3.2).
    private async Task<JsonElement?> UserInfoAsync(JsonWebToken token, string access, CancellationToken cancellation)
    {
        if ((await provider.Metadata.ReadAsync(cancellation)).UserInfo is not { } address)
        {
            return null;
        }

        var text = await provider.Calls.GetAsync(address, "application/json", access, cancellation);
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.GetProperty("sub").GetString() == IdTokenRules.Text(token, "sub")
                ? document.RootElement.Clone()
                : throw ProviderSignatures.Distrust("userinfo of another person");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw ProviderSignatures.Distrust("userinfo cannot be read", error);
        }
    }
}
