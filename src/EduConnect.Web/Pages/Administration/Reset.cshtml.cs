using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Resetting;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>Says what resetting will do to whom, asks to confirm, and does it (rows #154, #155, #195, #196).</summary>
internal sealed class ResetModel(
    SchoolList lists, Selections selections, RequestReset request, AgentOrders orders, ReadOnlyMode readOnly, IRandomSource random, IStringLocalizer<AdministrationTexts> texts)
    : SelectedPage(lists, selections, readOnly, texts)
{
    [BindProperty]
    public string? Count { get; set; }

    /// <summary>Drawn with the page: sent twice, the order is carried out once.</summary>
    [BindProperty(Name = "ordre")]
    public Guid OrderId { get; set; }

    /// <summary>How many accounts the page said it would reset.</summary>
    [BindProperty(Name = "total")]
    public int Shown { get; set; }

    public ResetEffects Effects { get; private set; } = null!;

    /// <summary>A reset that touches many people is confirmed by typing their number (guide §8).</summary>
    public bool MustCount => Effects.Possible > ResetEffects.WithoutCounting;

    public async Task<IActionResult> OnGetAsync(string list, CancellationToken cancellationToken)
    {
        OrderId = random.NewId();
        return await FindAsync(list, cancellationToken) switch
        {
            null => NotFound(),
            { Count: 0 } => Redirect(ListAddress),
            _ => Page(),
        };
    }

    public async Task<IActionResult> OnPostAsync(string list, CancellationToken cancellationToken)
    {
        if (await FindAsync(list, cancellationToken) is not { } accounts)
        {
            return NotFound();
        }

        if (await orders.FindAsync(Scope, ResetOrder.OperationKind, OrderId, cancellationToken) is { } known)
        {
            return Redirect(ResultOf(known, accounts));
        }

        if (accounts.Count == 0)
        {
            return Redirect(ListAddress);
        }

        Require(Effects.Possible > 0, string.Empty, "Reset.Nobody");
        Require(Effects.Possible == 0 || Shown == Effects.Possible, string.Empty, "Reset.Changed");
        Require(!MustCount || IsNumber(Count, Effects.Possible), nameof(Count), "Inform.Count", Effects.Possible);
        if (OrderId == Guid.Empty || !ModelState.IsValid)
        {
            OrderId = OrderId == Guid.Empty ? random.NewId() : OrderId;
            ModelState.Remove("ordre");
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        if (await request.RunAsync(Scope, OrderId, new ResetOrder(Kind, Scope.Agent.Agent.DisplayName, accounts), cancellationToken) is not { } operation)
        {
            return NotFound();
        }

        await ForgetSelectionAsync(cancellationToken);
        return Redirect(ResultOf(operation, accounts));
    }

    // One account that was reset at once: its detail says so, and has the eye for the new password.
    private string ResultOf(Operation operation, List<Guid> accounts) =>
        HasDetail && accounts.Count == 1 && operation is { Total: 1, Outcome: { } outcome } && ResetOutcome.Read(outcome).Reset == 1
            ? OutcomeOf(accounts[0], "reinitialise")
            : $"{Root}/reinitialisations/{operation.Id}{Query.Suffix}";

    private async Task<List<Guid>?> FindAsync(string list, CancellationToken cancellationToken)
    {
        if (await RowsAsync(list, cancellationToken) is not { } rows)
        {
            return null;
        }

        Effects = ResetEffects.Of(Kind, rows);
        return [.. rows.Select(row => row.AccountId).Distinct()];
    }
}
