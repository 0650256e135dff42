using EduConnect.Core.Informing;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>How far an order is, then what it did (rows #144, #186, #187). Only the agent who gave it sees it.</summary>
internal sealed class InformationModel(AgentOrders orders, SchoolList lists, SheetLinks links, Selections selections, IDbContextFactory<MainDb> main, IStringLocalizer<AdministrationTexts> texts) : SchoolPage
{
    private const int NamesShown = 200;

    public Operation Operation { get; private set; } = null!;

    public InformOrder Order { get; private set; } = null!;

    /// <summary>Null while the work goes on, and when it failed.</summary>
    public InformOutcome? Outcome { get; private set; }

    public bool HasFailed => Operation.State == OperationState.Failed;

    public IReadOnlyList<ListRow> NotMailed { get; private set; } = [];

    public string Address => Path + Search.Suffix;

    public string ListAddress => $"{Root}/{ListRoutes.Of(Order.Kind)}{Search.Suffix}";

    public string SheetsAddress => $"{Path}/feuilles{Search.With("lien", links.Make(Scope.Agent.Agent.Id, Operation.Id))}";

    private string Path => $"{Root}/informations/{Operation.Id}";

    // The search of the list goes along, so that the way back finds it again (guide §1).
    private ListQuery Search => ListQuery.Read(Request.Query);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await orders.FindAsync(Scope, InformOrder.OperationKind, id, cancellationToken) is not { } operation)
        {
            return NotFound();
        }

        (Operation, Order) = (operation, InformOrder.Read(operation.Argument));
        Outcome = operation is { State: OperationState.Done, Outcome: { } outcome } ? InformOutcome.Read(outcome) : null;
        NotMailed = Outcome is { NotMailed: > 0 } ? await NotMailedAsync(cancellationToken) : [];
        AddNotice(Request.Query["suite"]);
        return Page();
    }

    /// <summary>Selects, without search, whom no mail could reach: a sheet will.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await orders.FindAsync(Scope, InformOrder.OperationKind, id, cancellationToken) is not { } operation)
        {
            return NotFound();
        }

        (Operation, Order) = (operation, InformOrder.Read(operation.Argument));
        await selections.ReplaceAsync(Scope, Order.Kind, await NotMailedAccountsAsync(cancellationToken), cancellationToken);
        return Redirect($"{Root}/{ListRoutes.Of(Order.Kind)}/informer");
    }

    private void AddNotice(string? reason)
    {
        if (reason is "expire" or "indisponible")
        {
            ModelState.AddModelError(string.Empty, texts[reason == "expire" ? "Link.Expired" : "Letters.Unavailable"]);
        }
    }

    private async Task<IReadOnlyList<ListRow>> NotMailedAsync(CancellationToken cancellationToken)
    {
        var rows = await lists.RowsAsync(Scope.School.Id, Order.Kind, await NotMailedAccountsAsync(cancellationToken), cancellationToken);
        return [.. rows.Where(row => row.IsNamed).DistinctBy(row => row.AccountId).Take(NamesShown)];
    }

    private async Task<HashSet<Guid>> NotMailedAccountsAsync(CancellationToken cancellationToken)
    {
        await using var db = await Scope.OpenAsync(main, cancellationToken);
        return await db.Set<InformedAccount>().Where(informed => informed.OperationId == Operation.Id && informed.By == InformedBy.NoAddress)
            .Select(informed => informed.AccountId).ToHashSetAsync(cancellationToken);
    }
}
