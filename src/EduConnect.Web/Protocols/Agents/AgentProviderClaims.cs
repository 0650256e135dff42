using System.Text.Json;
using EduConnect.Core.Agents.Provider;
using EduConnect.Web.Protocols.Providers;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EduConnect.Web.Protocols.Agents;

/// <summary>
/// What is read of an agent: username and groups from the verified id_token, or from userinfo when it leaves them out; the level from the id_token alone.
/// </summary>
internal static class AgentProviderClaims
{
    private const int MostGroups = 500;
    private const int LongestGroup = 100;

    /// <summary>Whether userinfo has to be asked for a claim that the token leaves out.</summary>
    public static bool NeedsUserInfo(JsonWebToken token, AgentProviderOptions options)
    {
        var claims = Payload(token);
        return !claims.TryGetProperty(options.UsernameClaim, out _) || (options.GroupsClaim.Length > 0 && !claims.TryGetProperty(options.GroupsClaim, out _));
    }

    /// <summary>The person.</summary>
    /// <param name="token">verified</param>
    /// <param name="userInfo">claims of the same subject; null when they were not needed</param>
    /// <param name="options">which claims count</param>
    public static AgentProviderPerson Read(JsonWebToken token, JsonElement? userInfo, AgentProviderOptions options)
    {
        var claims = Payload(token);
        var strong = options.StrongLevels.Contains(IdTokenRules.Text(token, "acr") ?? string.Empty) || Texts(claims, "amr").Any(options.StrongMethods.Contains);
        var groups = options.GroupsClaim.Length == 0 ? [] : Texts(Holder(claims, userInfo, options.GroupsClaim), options.GroupsClaim).Where(group => group.Length <= LongestGroup).Take(MostGroups);
        return new AgentProviderPerson(IdTokenRules.Text(token, "sub")!, Texts(Holder(claims, userInfo, options.UsernameClaim), options.UsernameClaim).FirstOrDefault(), strong, [.. groups]);
    }

    private static JsonElement Payload(JsonWebToken token)
    {
        using var document = JsonDocument.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        return document.RootElement.Clone();
    }

    private static JsonElement Holder(JsonElement claims, JsonElement? userInfo, string name) => claims.TryGetProperty(name, out _) ? claims : userInfo ?? claims;

    // A text, or a list of texts; anything else is nothing.
    private static List<string> Texts(JsonElement holder, string name) => !holder.TryGetProperty(name, out var value) ? [] : value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => [.. value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)],
        _ => [],
    };
}
