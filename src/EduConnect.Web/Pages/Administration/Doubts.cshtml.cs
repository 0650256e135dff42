using System.Globalization;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Schools.Doubts;
using EduConnect.Web.Administration;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>Doublons possibles: guardians of the school who may be one person (domain 4.1), pupils who may be one child (2.6), for the school to decide.</summary>
internal sealed class DoubtsModel(ReadGuardianDoubts read, ReadPupilDoubts readPupils, IStringLocalizer<AdministrationTexts> texts) : SchoolPage
{
    public DoubtsOnPage Doubts { get; private set; } = null!;

    public PupilDoubtsOnPage Pupils { get; private set; } = null!;

    /// <summary>How what was just done ended; null when nothing was.</summary>
    public string? Outcome => Request.Query["suite"];

    /// <summary><c>Anaïs (5E B), Zoé</c>.</summary>
    public static string ChildrenOf(DoubtGuardian guardian) => string.Join(", ", guardian.Children.Select(child => child.Place is { } place ? $"{child.FirstName} ({place})" : child.FirstName));

    public string Reason(DoubtLine line) => DoubtWords.Reason(line.Names, line.Shared, texts);

    public string Reason(PupilDoubtLine line) => DoubtWords.Reason(line.AreAlike, texts);

    /// <summary><c>MARTIN Zoé et MARTIN Zoé</c>, for those who do not see which line a link stands in.</summary>
    public static string NamesOf(PupilDoubtLine line) => string.Join(" et ", new[] { line.First, line.Second }.OfType<DoubtPupil>().Select(pupil => pupil.Username is { } username ? $"{pupil.Name} ({username})" : pupil.Name));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Doubts = await read.RunAsync(Scope, Number("page"), cancellationToken);
        Pupils = await readPupils.RunAsync(Scope, Number("eleves"), cancellationToken);
    }

    private int Number(string name) => int.TryParse(Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
}
