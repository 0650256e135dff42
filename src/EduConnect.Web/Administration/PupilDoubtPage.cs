using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Doubts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Administration;

/// <summary>A page about two pupils who may be one child (domain 2.6).</summary>
internal abstract class PupilDoubtPage(ComparePupils compare, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : DoubtDecisionPage(readOnly, texts)
{
    /// <summary>The pupil known first, as the address says.</summary>
    [BindProperty(SupportsGet = true, Name = "pupil")]
    public Guid FirstPupil { get; set; }

    /// <summary>The one that came later.</summary>
    [BindProperty(SupportsGet = true, Name = "other")]
    public Guid SecondPupil { get; set; }

    /// <summary>The two, side by side.</summary>
    public PupilComparison Comparison { get; private set; } = null!;

    /// <summary>Why they may be one.</summary>
    public string Reason => DoubtWords.Reason(Comparison.AreAlike, Texts);

    /// <summary>The two side by side.</summary>
    public string Address => $"{ListAddress}/eleves/{FirstPupil}/{SecondPupil}";

    /// <summary>Those of the two who attend the school, by name.</summary>
    public string Names => string.Join(" et ", new[] { Comparison.First, Comparison.Second }.OfType<ComparedPupil>().Select(pupil => pupil.FullName));

    /// <summary>The doubt.</summary>
    protected PupilPair Pair => new(FirstPupil, SecondPupil);

    /// <summary>Reads the two.</summary>
    /// <returns>false when the school has no such doubt that waits</returns>
    protected async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await compare.RunAsync(Scope, Pair, cancellationToken) is not { } comparison)
        {
            return false;
        }

        Comparison = comparison;
        return true;
    }
}
