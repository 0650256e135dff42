using System.Globalization;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Doubts;
using EduConnect.Core.Schools.Lists;
using EduConnect.Web.Administration;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>A list of the school: search, filters, order, pages, and a selection that the server keeps across pages.</summary>
[WorksInMaintenance]
[RequestSizeLimit(LargestForm)]
[RequestFormLimits(ValueCountLimit = MostFields)]
internal class ListModel(SchoolList lists, ReadGuardianDoubts doubts, ReadPupilDoubts pupilDoubts, Selections selections, SchoolCalendar calendar, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : ListedPage(readOnly, texts)
{
    /// <summary>Fields of a form: each account seen and ticked, and a few more. Nobody but a signed-in agent of the school is read this far.</summary>
    public const int MostFields = (2 * Selections.MostBoxes) + 100;

    private const long LargestForm = 1024 * 1024;

    [BindProperty(Name = "vu")]
    public List<Guid> Seen { get; set; } = [];

    [BindProperty(Name = "choix")]
    public List<Guid> Ticked { get; set; } = [];

    [BindProperty(Name = "select")]
    public string? Select { get; set; }

    [BindProperty(Name = "go")]
    public string? Go { get; set; }

    public ListPage List { get; private set; } = null!;

    public IReadOnlySet<Guid> Selected { get; private set; } = new HashSet<Guid>();

    /// <summary>How many of them the search does not find: an action would be about them too.</summary>
    public int Outside { get; private set; }

    /// <summary>What the filters offer.</summary>
    public ListChoices Choices { get; private set; } = null!;

    /// <summary>Since when sign-ins of this school year are counted.</summary>
    public string YearStart => calendar.Today().YearStart.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);

    /// <summary>Origine du compte, in the words of the detail.</summary>
    public string OriginOf(ListRow row) => Texts["Origin." + row.Mode];

    /// <summary>Guardians, or in the list of pupils pupils, who may be one person, for the school to decide.</summary>
    public int Doubts { get; private set; }

    /// <summary>An action was pressed while nobody is selected.</summary>
    public bool ShowNobody => Request.Query["personne"] == "1";

    /// <summary>An account of the page was closed before its form came: nothing else was done.</summary>
    public bool ShowChanged => Request.Query["change"] == "1";

    public virtual async Task<IActionResult> OnGetAsync(string list, CancellationToken cancellationToken)
    {
        if (!Find(list))
        {
            return NotFound();
        }

        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Reads the page of the list, its selection and the choices of its filters.</summary>
    protected async Task LoadAsync(CancellationToken cancellationToken)
    {
        List = await lists.RunAsync(Scope.School.Id, Kind, Query.Search, Query.Sort, Query.Page, cancellationToken);
        Selected = await selections.ResolveAsync(Scope, Kind, cancellationToken);
        Outside = await selections.CountOutsideAsync(Scope, Kind, Selected, Query.Narrows ? Query.Search : null, cancellationToken);
        Doubts = Kind switch
        {
            ListKind.Pupils => await pupilDoubts.CountAsync(Scope, cancellationToken),
            ListKind.ExternalPupils => 0,
            _ => await doubts.CountAsync(Scope, cancellationToken),
        };
        Choices = await lists.ChoicesAsync(Scope.School.Id, Kind, cancellationToken);
    }

    public virtual async Task<IActionResult> OnPostAsync(string list, CancellationToken cancellationToken)
    {
        if (!Find(list) || !ModelState.IsValid)
        {
            return NotFound();
        }

        var taken = await ChangeAsync(cancellationToken);
        if (taken != BoxesTaken.All)
        {
            return taken == BoxesTaken.None ? NotFound() : Redirect(ListRoot + Query.With("change", "1"));
        }

        if (Action(Go) is not { } action)
        {
            return Redirect(ListAddress);
        }

        var nobody = (await selections.ResolveAsync(Scope, Kind, cancellationToken)).Count == 0;
        return Redirect(ListRoot + (nobody ? Query.With("personne", "1") : action + Query.Suffix));
    }

    /// <summary>Takes over the boxes of the page.</summary>
    protected async Task<BoxesTaken> ChangeAsync(CancellationToken cancellationToken)
    {
        switch (Select)
        {
            case "all":
                await selections.SelectAllAsync(Scope, Kind, Query.Search, cancellationToken);
                return BoxesTaken.All;
            case "here":
                await selections.KeepFoundAsync(Scope, Kind, Query.Search, cancellationToken);
                return BoxesTaken.All;
            case "none":
                await selections.ClearAsync(Scope, Kind, cancellationToken);
                return BoxesTaken.All;
            default:
                return await selections.ApplyAsync(Scope, Kind, Seen.ToHashSet(), Ticked.ToHashSet(), cancellationToken);
        }
    }

    /// <summary>Where a button of the bar leads, below the list; null for one that leads nowhere.</summary>
    protected virtual string? Action(string? go) => go switch
    {
        "inform" => "/informer",
        "list" => "/lister",
        "reset" => "/reinitialiser",
        _ => null,
    };
}
