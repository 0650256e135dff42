using EduConnect.Core.Operators.Messages;
using EduConnect.Core.Platform;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Messages that were not handed over: how many of each text, and why; never their words.</summary>
internal sealed class MessagesModel(OperatorDesk desk, CountMessages count, ListMessages list, ReadOnlyMode readOnly) : OperatorPage(desk)
{
    public IReadOnlyList<MessageCount> Counts { get; private set; } = [];

    public IReadOnlyList<ListedMessage> Messages { get; private set; } = [];

    /// <summary>Rows on all pages.</summary>
    public int Total { get; private set; }

    /// <summary>The page shown, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>How many were just put back; null when none were.</summary>
    public int? Requeued { get; private set; }

    /// <summary>Nothing can be put back during maintenance.</summary>
    public bool IsReadOnly => readOnly.IsOn;

    /// <summary>Messages given up.</summary>
    public int Failed => Counts.Where(one => one.State == MessageState.Failed).Sum(one => one.Count);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Number = Math.Min(PageNumber, ListMessages.LastPage);
        Counts = await count.RunAsync(cancellationToken);
        (Messages, Total) = await list.RunAsync(Number, cancellationToken);
        Requeued = int.TryParse(Request.Query["remis"], out var number) ? number : null;
    }

    /// <summary>The age of something.</summary>
    public string AgeOf(DateTime utc) => OperatorWords.Age(Texts, Now - utc);
}
