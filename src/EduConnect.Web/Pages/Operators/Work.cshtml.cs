using EduConnect.Core.Operators;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Long work under way or failed, with its progress.</summary>
internal sealed class WorkModel(OperatorDesk desk, ReadWork read) : OperatorPage(desk)
{
    public IReadOnlyList<WorkCount> Counts { get; private set; } = [];

    public IReadOnlyList<WorkItem> Items { get; private set; } = [];

    /// <summary>Rows on all pages.</summary>
    public int Total { get; private set; }

    /// <summary>The page shown, from 1.</summary>
    public int Number { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Number = PageNumber;
        Counts = await read.CountAsync(cancellationToken);
        (Items, Total) = await read.RunAsync(Number, cancellationToken);
    }

    /// <summary>The name of a kind of work.</summary>
    public string NameOf(string kind) => OperatorWords.Name(Texts, "Kind", kind);

    /// <summary>Where one stands.</summary>
    public string StateOf(WorkItem item) => item.IsAbandoned ? Texts["Work.Abandoned"] : Texts["Work.State." + item.State];
}
