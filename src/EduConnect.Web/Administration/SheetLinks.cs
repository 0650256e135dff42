using System.Globalization;
using Microsoft.AspNetCore.DataProtection;

namespace EduConnect.Web.Administration;

/// <summary>Links to documents with passwords: bound to one agent and one operation, good for 10 minutes (S-PP9).</summary>
internal sealed class SheetLinks(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _protector = protection.CreateProtector("EduConnect.SheetLinks");

    /// <summary>A new link.</summary>
    public string Make(Guid agentId, Guid operationId) =>
        _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{agentId:N} {operationId:N} {(clock.GetUtcNow() + Life).ToUnixTimeSeconds()}"));

    /// <summary>Whether it was made for them, and whether it still works.</summary>
    public SheetLinkState Judge(string? link, Guid agentId, Guid operationId) =>
        Read(link) is not { } parts || parts[0] != agentId.ToString("N") || parts[1] != operationId.ToString("N") ? SheetLinkState.Foreign
        : long.Parse(parts[2], CultureInfo.InvariantCulture) < clock.GetUtcNow().ToUnixTimeSeconds() ? SheetLinkState.Expired
        : SheetLinkState.Good;

    /// <summary>Whether it was made for this agent, whatever it opens.</summary>
    public bool IsMadeFor(string? link, Guid agentId) => Read(link) is { } parts && parts[0] == agentId.ToString("N");

    private string[]? Read(string? link)
    {
        try
        {
            return _protector.Unprotect(link ?? string.Empty).Split(' ');
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What a link to a document is worth.</summary>
internal enum SheetLinkState
{
    /// <summary>Not made by us, or for somebody or something else.</summary>
    Foreign,

    /// <summary>Its 10 minutes are over.</summary>
    Expired,

    /// <summary>Good.</summary>
    Good,
}
