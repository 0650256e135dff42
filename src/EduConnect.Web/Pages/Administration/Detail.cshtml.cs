using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Details;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Resetting;
using EduConnect.Web.Administration;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>Détail du compte of a pupil or guardian (rows #158 to #164, #197 to #202). Its form is the eye: a post, so that nothing shows a password unasked (S-PP6).</summary>
[WorksInMaintenance]
internal sealed class DetailModel(ReadAccountDetail details, RevealPassword reveal, ReadOnlyMode readOnly, TimeProvider clock, IStringLocalizer<AdministrationTexts> texts)
    : ListedPage(readOnly, texts)
{
    public AccountDetail Detail { get; private set; } = null!;

    public Account Account => Detail.Account;

    public bool IsPupil => Kind.IsOfPupils();

    /// <summary>The pupil of another school.</summary>
    public bool IsExternal => Kind == ListKind.ExternalPupils;

    /// <summary>Whether a guardian said this of a child.</summary>
    public bool Says(Core.Guardians.LinkStatement statement) => Detail.Children.Any(child => child.IsHere && child.Statement == statement);

    /// <summary>First name and usual name.</summary>
    public string FullName => $"{Detail.FirstName} {Detail.UsualName}".Trim();

    /// <summary>This page, with the search and without outcome.</summary>
    public string Address => AddressOf(Account.Id);

    /// <summary>Informing this account alone.</summary>
    public string Informing => $"{ListRoot}/informer{Query.With("compte", Account.Id.ToString())}";

    /// <summary>Resetting the password of this account alone.</summary>
    public string Resetting => $"{ListRoot}/reinitialiser{Query.With("compte", Account.Id.ToString())}";

    public PasswordKind Password => Account.PasswordAt(clock.GetUtcNow().UtcDateTime);

    /// <summary>What the eye has just shown; null when it was not pressed.</summary>
    public RevealedPassword? Revealed { get; private set; }

    /// <summary>How what was just done ended; null when nothing was.</summary>
    public string? Outcome => Request.Query["suite"];

    /// <summary>Whether a reset is possible, or why not.</summary>
    public ResetResult Reset => ResetEffects.Judge(Account.Kind, Account.State, Account.IsCompromised);

    public string Origin => Texts["Origin." + Account.Mode];

    public string Source(SourceIdentity source) => Texts["Source." + source.Degree, Academies.ByCode(source.Academie)?.Complement ?? source.Academie];

    /// <summary>The detail of a pupil who is here.</summary>
    public string PupilAddress(Guid account) => $"{Root}/{ListRoutes.Pupils}/{account}";

    /// <summary>The detail of one of the pupil's guardians, in the list their tie puts them in.</summary>
    public string GuardianAddress(ListRow row) =>
        $"{Root}/{(row.Tie == Core.Guardians.GuardianKind.PersonInCharge ? ListRoutes.PersonsInCharge : ListRoutes.LegalGuardians)}/{row.AccountId}";

    public async Task<IActionResult> OnGetAsync(string list, Guid account, CancellationToken cancellationToken) =>
        await LoadAsync(list, account, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string list, Guid account, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(list, account, cancellationToken))
        {
            return NotFound();
        }

        Revealed = await reveal.RunAsync(Scope, Kind, account, cancellationToken);
        return Page();
    }

    private async Task<bool> LoadAsync(string list, Guid account, CancellationToken cancellationToken)
    {
        if (!Find(list) || await details.RunAsync(Scope, Kind, account, cancellationToken) is not { } detail)
        {
            return false;
        }

        Detail = detail;
        return true;
    }
}
