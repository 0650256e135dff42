using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Protocols.FranceConnect;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Pages.FranceConnect;

/// <summary>The part of a page that offers FranceConnect (row #30), wherever guardians sign in or have no account yet.</summary>
/// <param name="ReturnUrl">where to go afterwards; kept only when it is a path of ours</param>
internal sealed record OfferView(string? ReturnUrl)
{
    /// <summary>Whether the line with "ou" stands above it.</summary>
    public bool HasOr { get; init; } = true;

    /// <summary>Words above it; null for the usual ones.</summary>
    public string? Title { get; init; }

    /// <summary>Where the button is posted to.</summary>
    public string Action => ReturnAddress.Keep(ReturnUrl) is { } path ? QueryHelpers.AddQueryString(FranceConnectPaths.Start, "returnUrl", path) : FranceConnectPaths.Start;
}
