using System.Text.Json;

namespace EduConnect.Core.Schools.Journal;

/// <summary>The French words of the journal (<c>journal.json</c>): one sentence for every event that can carry a school, a test holds it to <c>docs/events.md</c>.</summary>
public sealed record JournalWords(
    IReadOnlyList<string> Columns, IReadOnlyDictionary<string, string> Actions, string Other, string Holder, string Service, string Operator, string Elsewhere, string UnknownAgent, string UnknownPerson,
    IReadOnlyDictionary<string, string> Modules, string Until, IReadOnlyDictionary<string, string> People, IReadOnlyDictionary<string, IReadOnlyList<string>> Counts)
{
    private const string Resource = "EduConnect.journal.json";

    /// <summary>The words.</summary>
    public static JournalWords All { get; } = Read();

    private static JournalWords Read()
    {
        using var stream = typeof(JournalWords).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The words of the journal are missing from the build.");
        return JsonSerializer.Deserialize<JournalWords>(stream, JsonSerializerOptions.Web)!;
    }
}
