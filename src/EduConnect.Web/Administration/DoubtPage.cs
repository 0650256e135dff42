using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Administration;

/// <summary>A page about two guardians of the school who may be one person.</summary>
internal abstract class DoubtPage(CompareGuardians compare, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : DoubtDecisionPage(readOnly, texts)
{
    /// <summary>The two, side by side.</summary>
    public GuardianComparison Comparison { get; private set; } = null!;

    /// <summary>Why they may be one.</summary>
    public string Reason => DoubtWords.Reason(Comparison.Names, Comparison.Shared, Texts);

    /// <summary>The two side by side.</summary>
    public string Address => $"{ListAddress}/{Comparison.Id}";

    /// <summary>The detail of one of them, in the list their tie puts them in.</summary>
    public string DetailOf(ComparedGuardian guardian)
    {
        var list = Scope.School.Degree == Degree.First ? ListRoutes.Guardians
            : guardian.Rows.Any(row => row.Tie == GuardianKind.LegalGuardian) ? ListRoutes.LegalGuardians
            : ListRoutes.PersonsInCharge;
        return $"{Root}/{list}/{guardian.AccountId}";
    }

    /// <summary>Reads the two.</summary>
    /// <returns>false when the school has no such doubt that waits</returns>
    protected async Task<bool> LoadAsync(Guid doubt, CancellationToken cancellationToken)
    {
        if (await compare.RunAsync(Scope, doubt, cancellationToken) is not { } comparison)
        {
            return false;
        }

        Comparison = comparison;
        return true;
    }
}
