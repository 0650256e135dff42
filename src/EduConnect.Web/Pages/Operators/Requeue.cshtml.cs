using System.Globalization;
using EduConnect.Core.Operators.Messages;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Says which messages are put back, then does it: those ticked, or all that were given up.</summary>
internal sealed class RequeueModel(OperatorDesk desk, CountMessages count, ListMessages list, RequeueMessages requeue) : OperatorPage(desk)
{
    [BindProperty(Name = "tous", SupportsGet = true)]
    public string? Everything { get; set; }

    [BindProperty(Name = "m", SupportsGet = true)]
    public IList<Guid> Chosen { get; set; } = [];

    /// <summary>All that were given up, rather than some that were ticked.</summary>
    public bool IsAll => Everything == "oui";

    /// <summary>The messages ticked that may be put back now.</summary>
    public IReadOnlyList<ListedMessage> Messages { get; private set; } = [];

    /// <summary>How many were given up, those that came too late included.</summary>
    public int Failed { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        if (!IsRight())
        {
            return Again();
        }

        Messages = IsAll ? [] : await list.FindAsync([.. Chosen], cancellationToken);
        Failed = IsAll ? (await count.RunAsync(cancellationToken)).Where(one => one.State == MessageState.Failed).Sum(one => one.Count) : 0;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        if (!IsRight())
        {
            return Again();
        }

        var number = await requeue.RunAsync(IsAll ? null : [.. Chosen.Distinct()], Operator, cancellationToken);
        return Redirect($"{OperatorRoutes.Messages}?remis={number.ToString(CultureInfo.InvariantCulture)}");
    }

    private bool IsRight()
    {
        if (!IsAll && Chosen.Count is 0 or > ListMessages.PageSize)
        {
            ModelState.AddModelError(string.Empty, Texts[Chosen.Count == 0 ? "Requeue.None" : "Requeue.TooMany"]);
        }

        return ModelState.IsValid;
    }
}
