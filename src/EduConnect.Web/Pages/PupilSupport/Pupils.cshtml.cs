using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.PupilSupport;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Details;
using EduConnect.Core.Schools.Doubts;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Resetting;
using EduConnect.Web.Administration;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.PupilSupport;

/// <summary>
/// The list of Dépannage (rows #215 to #218): the one of Administration des comptes, with the eye and a reset button in each row. Both are posts: no password
/// is shown unasked (S-PP6), and a reset sent twice is done once.
/// </summary>
[WorksInMaintenance]
internal sealed class PupilsModel(
    SchoolList lists, ReadGuardianDoubts doubts, ReadPupilDoubts pupilDoubts, Selections selections, PasswordsOfPupils passwords, RevealPassword reveal, ResetOnePassword resetOne, PupilSupportFunctions functions, SchoolCalendar calendar,
    ReadOnlyMode readOnly, IRandomSource random, IStringLocalizer<AdministrationTexts> texts)
    : Administration.ListModel(lists, doubts, pupilDoubts, selections, calendar, readOnly, texts)
{
    private readonly SchoolList _lists = lists;
    private IReadOnlyDictionary<Guid, PasswordKind> _kinds = new Dictionary<Guid, PasswordKind>();
    private ProvisionalPassword? _shown;

    /// <summary>Drawn with the page: the same button pressed twice resets once.</summary>
    [BindProperty(Name = "ordre")]
    public Guid PageId { get; set; }

    /// <summary>Whose eye was pressed.</summary>
    [BindProperty(Name = "voir")]
    public Guid? Eye { get; set; }

    /// <summary>Whose reset button was pressed.</summary>
    [BindProperty(Name = "reinitialiser")]
    public Guid? ToReset { get; set; }

    /// <summary>The pupil that a button of a row was pressed for; null when none was.</summary>
    public ListRow? Concerned { get; private set; }

    /// <summary>What the reset button did; null when it was not pressed.</summary>
    public OneReset? Reset { get; private set; }

    /// <summary>The eye was pressed, and there is nothing to show.</summary>
    public bool RevealFailed { get; private set; }

    /// <summary>Functions that operators have switched off, and since when (UTC).</summary>
    public IReadOnlyDictionary<PupilSupportFunction, DateTime> SwitchedOff { get; private set; } = new Dictionary<PupilSupportFunction, DateTime>();

    /// <summary>The agent came here because a function is switched off.</summary>
    public bool ShowSwitchedOff => Request.Query.ContainsKey("desactive");

    public bool IsOff(PupilSupportFunction function) => SwitchedOff.ContainsKey(function);

    public PasswordKind PasswordOf(ListRow row) => _kinds.GetValueOrDefault(row.AccountId);

    /// <summary>The password just asked for, in its own row.</summary>
    public ProvisionalPassword? Shown(ListRow row) => row.AccountId == Concerned?.AccountId ? _shown : null;

    /// <summary>Label of the pupil's curriculum.</summary>
    public string MefOf(ListRow row) => Choices.Mefs.FirstOrDefault(mef => mef.Code == row.MefCode)?.Label ?? Texts["NoMef"];

    public override async Task<IActionResult> OnGetAsync(string list, CancellationToken cancellationToken)
    {
        if (!Find(list))
        {
            return NotFound();
        }

        await ShowAsync(cancellationToken);
        return Page();
    }

    public override async Task<IActionResult> OnPostAsync(string list, CancellationToken cancellationToken)
    {
        if ((Eye ?? ToReset) is not { } account)
        {
            return await base.OnPostAsync(list, cancellationToken);
        }

        if (!Find(list) || !ModelState.IsValid || await _lists.RowAsync(Scope.School.Id, Kind, account, cancellationToken) is not { } row || await ChangeAsync(cancellationToken) == BoxesTaken.None)
        {
            return NotFound();
        }

        Concerned = row;
        return await (Eye is null ? ResetAsync(row, cancellationToken) : RevealAsync(row, cancellationToken));
    }

    protected override string? Action(string? go) => go == "codes" ? "/codes" : base.Action(go);

    private async Task<IActionResult> RevealAsync(ListRow row, CancellationToken cancellationToken)
    {
        _shown = (await reveal.RunAsync(Scope, Kind, row.AccountId, cancellationToken))?.Password;
        RevealFailed = _shown is null;
        await ShowAsync(cancellationToken);
        return Page();
    }

    private async Task<IActionResult> ResetAsync(ListRow row, CancellationToken cancellationToken)
    {
        var mayInform = !(await functions.OffAsync(cancellationToken)).ContainsKey(PupilSupportFunction.Inform);
        Reset = await resetOne.RunAsync(Scope, PageId, row.AccountId, mayInform, cancellationToken);
        if (Reset.Result is null)
        {
            return NotFound();
        }

        _shown = Reset.Password;
        Response.StatusCode = Reset.Result is ResetResult.Reset or ResetResult.Informed ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        await ShowAsync(cancellationToken);
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        _kinds = await passwords.RunAsync(Scope, [.. List.Rows.Select(row => row.AccountId)], cancellationToken);
        SwitchedOff = await functions.OffAsync(cancellationToken);
        PageId = random.NewId();
        ModelState.Remove("ordre");
    }
}
