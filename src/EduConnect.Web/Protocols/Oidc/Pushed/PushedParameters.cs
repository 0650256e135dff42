using System.Security.Cryptography;
using EduConnect.Core.Federation.Pushed;
using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Messages;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace EduConnect.Web.Protocols.Oidc.Pushed;

/// <summary>
/// Puts the pushed parameters in the place of the <c>request_uri</c> that stands for them (RFC 9126 §4). The address works once; while the
/// person signs in, a protected mark that only our own pages make leads back to the same request.
/// </summary>
internal sealed class PushedParameters(PushedRequests requests, IDataProtectionProvider protection)
{
    /// <summary>Parameter of our own addresses.</summary>
    public const string Mark = "ect_poussee";

    /// <summary>What every <c>request_uri</c> of ours begins with (RFC 9126 §2.2).</summary>
    public const string Prefix = "urn:ietf:params:oauth:request_uri:";

    private readonly IDataProtector _protector = protection.CreateProtector("oidc.pushed-request");

    /// <summary>Whether a parameter is one that our pages add, and no service pushes.</summary>
    public static bool IsOurs(string name) => name.StartsWith("ect_", StringComparison.Ordinal) && name != Mark;

    /// <summary>The request meant by the parameters received; null when it was pushed and is not there (any more).</summary>
    public async Task<AuthorizeRequest?> OpenAsync(RequestParameters received, Service? client, CancellationToken cancellation)
    {
        if (client is null || received.HasRepeated(["client_id", "request_uri", Mark]))
        {
            return new AuthorizeRequest(received, client);
        }

        if (received[Mark] is { } mark)
        {
            return Handle(mark) is { } opened ? Merged(received, client, mark, await requests.FindOpenedAsync(opened, client.ClientId, cancellation)) : null;
        }

        return received["request_uri"] is not { } uri || !uri.StartsWith(Prefix, StringComparison.Ordinal)
            ? new AuthorizeRequest(received, client)
            : Merged(received, client, _protector.Protect(uri[Prefix.Length..]), await requests.TakeAsync(uri[Prefix.Length..], client.ClientId, cancellation));
    }

    private static AuthorizeRequest? Merged(RequestParameters received, Service client, string mark, string? pushed) => pushed is null
        ? null
        : new AuthorizeRequest(
            new(QueryHelpers.ParseQuery(pushed).Concat(received.All().Where(pair => IsOurs(pair.Key)).Select(pair => new KeyValuePair<string, StringValues>(pair.Key, pair.Value)))), client)
        {
            PushedMark = mark,
        };

    private string? Handle(string mark)
    {
        try
        {
            return _protector.Unprotect(mark);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
