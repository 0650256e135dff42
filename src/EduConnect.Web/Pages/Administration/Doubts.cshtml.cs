using System.Globalization;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Web.Administration;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>Doublons possibles: guardians of the school who may be one person, for the school to decide (domain 4.1).</summary>
internal sealed class DoubtsModel(ReadGuardianDoubts read, IStringLocalizer<AdministrationTexts> texts) : SchoolPage
{
    public DoubtsOnPage Doubts { get; private set; } = null!;

    /// <summary>How what was just done ended; null when nothing was.</summary>
    public string? Outcome => Request.Query["suite"];

    /// <summary><c>Anaïs (5E B), Zoé</c>.</summary>
    public static string ChildrenOf(DoubtGuardian guardian) => string.Join(", ", guardian.Children.Select(child => child.Place is { } place ? $"{child.FirstName} ({place})" : child.FirstName));

    public string Reason(DoubtLine line) => DoubtWords.Reason(line.Names, line.Shared, texts);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var page = int.TryParse(Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        Doubts = await read.RunAsync(Scope, page, cancellationToken);
    }
}
