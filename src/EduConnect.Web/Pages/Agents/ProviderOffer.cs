namespace EduConnect.Web.Pages.Agents;

/// <summary>The part of a page that offers the ministry's provider.</summary>
/// <param name="Back">path of ours to go to afterwards; null for ARENA</param>
/// <param name="IsStrong">a second factor is asked for</param>
internal sealed record ProviderOffer(string? Back, bool IsStrong = false);
