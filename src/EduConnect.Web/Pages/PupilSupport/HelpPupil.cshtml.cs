using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.SignIn.AccessCodes;
using EduConnect.Web.Administration;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.PupilSupport;

/// <summary>"Aider un élève" (domain §11): gives a code that lets the pupil in once. A post, which shows the code in its answer and never again.</summary>
[WorksInMaintenance]
internal sealed class HelpPupilModel(SchoolList lists, GiveAccessCode give, AccessCodeOptions options, ReadOnlyMode readOnly, TimeProvider clock, IStringLocalizer<AdministrationTexts> texts)
    : ListedPage(readOnly, texts)
{
    public ListRow Row { get; private set; } = null!;

    /// <summary>What was just given; null when nothing was asked for.</summary>
    public GivenAccessCode? Given { get; private set; }

    /// <summary>The last code of the pupil in this school; null when there is none.</summary>
    public AccessCode? Last { get; private set; }

    public bool WasAsked => HttpMethods.IsPost(Request.Method);

    public bool MayGive => GiveAccessCode.Judge(Row.State, Row.IsCompromised) == AccessCodeOutcome.Given;

    /// <summary>How asking ended; before asking, why it is not possible; null when it is.</summary>
    public AccessCodeOutcome? Outcome => Given?.Outcome ?? (MayGive ? null : GiveAccessCode.Judge(Row.State, Row.IsCompromised));

    /// <summary>The list with this pupil alone, where the eye and the reset are.</summary>
    public string ResetAddress => $"{ListRoot}{QueryString.Create("q", Row.Username)}";

    /// <summary>What became of a code.</summary>
    public string StateOf(AccessCode code) =>
        code.UsedAt is { } used ? Texts["AccessCode.Used", ParisTime.Clock(used), code.AgentName]
        : code.ExpiresAt <= clock.GetUtcNow().UtcDateTime ? Texts["AccessCode.Expired", code.AgentName]
        : code.Tries >= options.Tries ? Texts["AccessCode.Dead"]
        : Texts["AccessCode.Alive", ParisTime.Clock(code.ExpiresAt), code.AgentName];

    public async Task<IActionResult> OnGetAsync(string list, Guid account, CancellationToken cancellationToken) =>
        await FindAsync(list, account, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string list, Guid account, CancellationToken cancellationToken)
    {
        if (!await FindAsync(list, account, cancellationToken))
        {
            return NotFound();
        }

        Given = await give.RunAsync(Scope, account, cancellationToken);
        if (Given.Outcome == AccessCodeOutcome.NotFound)
        {
            return NotFound();
        }

        Response.StatusCode = Given.Outcome switch
        {
            AccessCodeOutcome.Given => StatusCodes.Status200OK,
            AccessCodeOutcome.TooMany => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        Last = await give.FindAsync(Scope, account, cancellationToken);
        return Page();
    }

    private async Task<bool> FindAsync(string list, Guid account, CancellationToken cancellationToken)
    {
        if (!Find(list) || await lists.RowAsync(Scope.School.Id, Kind, account, cancellationToken) is not { } row)
        {
            return false;
        }

        Row = row;
        Last = await give.FindAsync(Scope, account, cancellationToken);
        return true;
    }
}
