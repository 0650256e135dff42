using EduConnect.Core.Informing;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Addresses;
using EduConnect.Core.Schools.Lists;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>Says what informing the selection will do, asks how, and orders it (rows #137 to #143, #184).</summary>
internal sealed class InformModel(
    SchoolList lists, Selections selections, RequestInformation request, AgentOrders orders, ReadSchoolAddresses addresses, ReadOnlyMode readOnly, IRandomSource random, IStringLocalizer<AdministrationTexts> texts)
    : SelectedPage(lists, selections, readOnly, texts)
{
    [BindProperty]
    public InformWay Way { get; set; } = InformWay.Sheets;

    [BindProperty]
    public int PerPage { get; set; } = 1;

    [BindProperty]
    public bool WithReset { get; set; }

    [BindProperty]
    public string? Count { get; set; }

    /// <summary>Drawn with the page: sent twice, the order is carried out once.</summary>
    [BindProperty(Name = "ordre")]
    public Guid OrderId { get; set; }

    /// <summary>How many people the page showed.</summary>
    [BindProperty(Name = "total")]
    public int Shown { get; set; }

    public InformEffects Effects { get; private set; } = null!;

    /// <summary>The letters and mails of these people carry no address of services.</summary>
    public bool HasNoAddress { get; private set; }

    /// <summary>Where the school adds one; null where it cannot (1st degree, Dépannage).</summary>
    public string? SettingsAddress => HasDetail && Scope.School.Degree == Degree.Second ? Root + "/parametres" : null;

    /// <summary>A reset that touches many people is confirmed by typing their number (guide §8).</summary>
    public bool MustCount => Effects.LosePassword > InformEffects.ResetWithoutCounting;

    private string ResultAddress => $"{Root}/informations/{OrderId}{Query.Suffix}";

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

        if (await orders.FindAsync(Scope, InformOrder.OperationKind, OrderId, cancellationToken) is not null)
        {
            return Redirect(ResultAddress);
        }

        var order = new InformOrder(Kind, Way, PerPage, WithReset, Scope.Agent.Agent.DisplayName, [.. accounts]);
        if (OrderId == Guid.Empty || !Check(order))
        {
            OrderId = OrderId == Guid.Empty ? random.NewId() : OrderId;
            ModelState.Remove("ordre");
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        if (!await request.RunAsync(Scope, OrderId, order, cancellationToken))
        {
            return NotFound();
        }

        await ForgetSelectionAsync(cancellationToken);
        return Redirect(ResultAddress);
    }

    private bool Check(InformOrder order)
    {
        Require(order.Accounts.Count > 0, nameof(Way), "Inform.Nobody");
        Require(order.Way is InformWay.Sheets || (order.Way is InformWay.Mail && !Kind.IsOfPupils()), nameof(Way), "Inform.Way");
        Require(order.IsPossible || order.Way == InformWay.Mail, nameof(PerPage), "Inform.PerPage");
        Require(Shown == order.Accounts.Count, nameof(Way), "Inform.Changed");
        Require(!(WithReset && MustCount) || IsNumber(Count, order.Accounts.Count), nameof(Count), "Inform.Count", order.Accounts.Count);
        return ModelState.IsValid;
    }

    private async Task<HashSet<Guid>?> FindAsync(string list, CancellationToken cancellationToken)
    {
        if (await RowsAsync(list, cancellationToken) is not { } rows)
        {
            return null;
        }

        Effects = InformEffects.Of(rows);
        HasNoAddress = await addresses.IsMissingAsync(Scope, Kind, cancellationToken);
        return [.. rows.Select(row => row.AccountId)];
    }
}
