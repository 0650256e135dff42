using System.Text.Json;

namespace EduConnect.Core.Schools.Listing;

/// <summary>The French words of the lists (<c>account-list.json</c>): column heads and values as rows #148 to #153 and #190 to #194 give them.</summary>
internal sealed record ListWords(
    string[] PupilColumns, string[] GuardianColumns, Dictionary<string, string[]> GuardianNames, Dictionary<string, string> Titles, Dictionary<string, string> States,
    Dictionary<string, string> Origins, string Confirmed, string NotConfirmed, string NoPassword, string ChosenPassword)
{
    private const string Resource = "EduConnect.account-list.json";

    /// <summary>The words.</summary>
    public static ListWords All { get; } = Read();

    private static ListWords Read()
    {
        using var stream = typeof(ListWords).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The words of the lists are missing from the build.");
        return JsonSerializer.Deserialize<ListWords>(stream, JsonSerializerOptions.Web)!;
    }
}
