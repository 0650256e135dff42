using System.Text.Json;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>Who came back, with the token that signing out there needs.</summary>
internal sealed record FranceConnectProof(FranceConnectPerson Person, string IdToken);

/// <summary>Turns a code into a person: token request with the secret in the body, id_token, signed userinfo of the same subject (federation reference d.4, d.5).</summary>
internal sealed class FranceConnectExchange(
    FranceConnectCalls calls, FranceConnectMetadata metadata, FranceConnectSignatures signatures, FranceConnectOptions options, ServiceOptions service)
{
    /// <summary>Redeems the code of a journey.</summary>
    /// <exception cref="FranceConnectException">no answer, or one that is not to be trusted</exception>
    public async Task<FranceConnectProof> RedeemAsync(string code, FranceConnectRequest request, CancellationToken cancellation)
    {
        var endpoints = await metadata.ReadAsync(cancellation);
        var (access, identity) = Tokens(await calls.PostAsync(
            endpoints.Token,
            [
                new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", service.PublicOrigin + FranceConnectPaths.Return),
                new("client_id", options.ServiceId), new("client_secret", options.ServiceSecret),
            ],
            cancellation));
        var token = await signatures.VerifyAsync(identity, cancellation);
        if (IdTokenRules.Breach(token, request, access, options.Level) is { } breach)
        {
            throw FranceConnectSignatures.Distrust(breach);
        }

        var subject = IdTokenRules.Text(token, "sub")!;
        return new FranceConnectProof(PersonOfUserInfo.Read(await UserInfoAsync(endpoints, access, subject, cancellation), subject), identity);
    }

    private async Task<JsonWebToken> UserInfoAsync(FranceConnectEndpoints endpoints, string access, string subject, CancellationToken cancellation)
    {
        var answer = await signatures.VerifyAsync(await calls.GetAsync(endpoints.UserInfo, "application/jwt", access, cancellation), cancellation);
        return IdTokenRules.Text(answer, "sub") == subject ? answer : throw FranceConnectSignatures.Distrust("userinfo of another person");
    }

    private static (string Access, string Identity) Tokens(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.GetProperty("access_token").GetString() is { Length: > 0 } access && document.RootElement.GetProperty("id_token").GetString() is { } identity
                ? (access, identity)
                : throw FranceConnectSignatures.Distrust("token answer is incomplete");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw FranceConnectSignatures.Distrust("token answer cannot be read", error);
        }
    }
}
