using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Administration;

/// <summary>A page about two guardians of the school who may be one person.</summary>
internal abstract class DoubtPage(CompareGuardians compare, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : SchoolPage
{
    /// <summary>Sentences by name.</summary>
    protected IStringLocalizer<AdministrationTexts> Texts => texts;

    /// <summary>The two, side by side.</summary>
    public GuardianComparison Comparison { get; private set; } = null!;

    /// <summary>Why they may be one.</summary>
    public string Reason => DoubtWords.Reason(Comparison.Names, Comparison.Shared, texts);

    /// <summary>All doubts of the school.</summary>
    public string ListAddress => $"{Root}/doublons";

    /// <summary>The two side by side.</summary>
    public string Address => $"{ListAddress}/{Comparison.Id}";

    /// <summary>Where the source of the school is corrected.</summary>
    public string SourceName => Scope.School.Degree == Degree.First ? "ONDE" : "SIECLE";

    /// <summary>Whether modifying is refused now (domain 15.2).</summary>
    public bool IsReadOnly => readOnly.IsOn;

    /// <summary>Until when and why.</summary>
    public string ReadOnlyReason => ReadOnlyWords.Reason(readOnly, texts);

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
