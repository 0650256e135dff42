using EduConnect.Core.Assistance;
using EduConnect.Core.Operators;
using EduConnect.Core.Schools;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The académies, and which of them tell families something of their own (row #242).</summary>
internal sealed class AssistanceModel(OperatorDesk desk, ReadAssistance read, OperatorNames names) : OperatorPage(desk)
{
    private ILookup<string, AssistanceText> _texts = Array.Empty<AssistanceText>().ToLookup(text => text.Academie, StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();

    /// <summary>The columns.</summary>
    public static IReadOnlyList<Degree> Degrees { get; } = [Degree.First, Degree.Second];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var texts = await read.RunAsync(cancellationToken);
        _texts = texts.ToLookup(text => text.Academie, StringComparer.Ordinal);
        _names = await names.ReadAsync(texts.Select(text => text.WrittenBy), cancellationToken);
    }

    /// <summary>The text of an académie for one degree; null when it has none of its own.</summary>
    public AssistanceText? Of(Academie academie, Degree degree) => _texts[academie.Code].FirstOrDefault(text => text.Degree == degree);

    /// <summary>Who wrote it; null where nobody noted it.</summary>
    public string? Writer(AssistanceText text) => _names.GetValueOrDefault(text.WrittenBy);
}
