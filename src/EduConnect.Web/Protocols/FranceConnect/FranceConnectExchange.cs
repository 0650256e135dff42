using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform;
using EduConnect.Web.Protocols.Providers;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>Who came back, with the token that signing out there needs.</summary>
internal sealed record FranceConnectProof(FranceConnectPerson Person, string IdToken);

/// <summary>Turns a code into a person: token request, id_token of the level asked for, signed userinfo of the same subject (federation reference d.4, d.5).</summary>
internal sealed class FranceConnectExchange(FranceConnectProvider provider, FranceConnectOptions options, ServiceOptions service)
{
    /// <summary>Redeems the code of a journey.</summary>
    /// <exception cref="ProviderException">no answer, or one that is not to be trusted</exception>
    public async Task<FranceConnectProof> RedeemAsync(string code, FranceConnectRequest request, CancellationToken cancellation)
    {
        var endpoints = await provider.Metadata.ReadAsync(cancellation);
        var tokens = await provider.RedeemAsync(code, service.PublicOrigin + FranceConnectPaths.Return, null, cancellation);
        var token = await provider.Signatures.VerifyAsync(tokens.Identity, cancellation);
        if (IdTokenRules.Breach(token, request, tokens.Access, needsHash: true) is { } breach)
        {
            throw ProviderSignatures.Distrust(breach);
        }

        if (!EidasLevel.Reaches(IdTokenRules.Text(token, "acr"), options.Level))
        {
            throw ProviderSignatures.Distrust("level too low");
        }

        var subject = IdTokenRules.Text(token, "sub")!;
        return new FranceConnectProof(PersonOfUserInfo.Read(await UserInfoAsync(endpoints, tokens.Access, subject, cancellation), subject), tokens.Identity);
    }

    private async Task<JsonWebToken> UserInfoAsync(ProviderEndpoints endpoints, string access, string subject, CancellationToken cancellation)
    {
        var address = endpoints.UserInfo ?? throw ProviderSignatures.Distrust("discovery has no userinfo_endpoint");
        var answer = await provider.Signatures.VerifyAsync(await provider.Calls.GetAsync(address, "application/jwt", access, cancellation), cancellation);
        return IdTokenRules.Text(answer, "sub") == subject ? answer : throw ProviderSignatures.Distrust("userinfo of another person");
    }
}
