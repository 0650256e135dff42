using System.Text.Json;
using EduConnect.Core.Directory.Packaging;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Depositing;

/// <summary>Looks at what lies in one deposit folder; moves nothing.</summary>
/// <param name="root">The folder above <c>depot_racine</c>.</param>
/// <param name="degree">Degree of everything deposited there.</param>
public sealed class DepositShelf(string root, Degree degree)
{
    internal const string ReportEnding = ".rapport.json";

    private static readonly (DepositPlace Place, string Folder)[] Places =
        [(DepositPlace.Waiting, DepositFolder.InboxName), (DepositPlace.Taken, DepositFolder.WorkingName), (DepositPlace.Held, DepositFolder.HeldName), (DepositPlace.Done, DepositFolder.DoneName), (DepositPlace.Refused, DepositFolder.RefusedName)];

    /// <summary>Everything that lies there, reports left out.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<Deposit> List() => [.. Places.SelectMany(one => Entries(one.Folder).Select(path => new Deposit(degree, one.Place, Path.GetFileName(path), File.GetLastWriteTimeUtc(path))))];

    /// <summary>The report beside a deposit, by its exact name as <see cref="List"/> tells it; null when there is none, or it cannot be understood.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public async Task<DepositReport?> ReadAsync(DepositPlace place, string name, CancellationToken cancellationToken)
    {
        // Looked up among what is there: a name never makes a path.
        var folder = Places.Single(one => one.Place == place).Folder;
        if (Entries(folder).FirstOrDefault(path => Path.GetFileName(path) == name) is not { } found || !File.Exists(found + ReportEnding)
            || PlainFiles.IsLink(found + ReportEnding) || PlainFiles.TellsNoLength(found + ReportEnding))
        {
            return null;
        }

        try
        {
            await using var file = File.OpenRead(found + ReportEnding);
            return await JsonSerializer.DeserializeAsync<DepositReport>(file, JsonSerializerOptions.Web, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private IEnumerable<string> Entries(string folder)
    {
        var path = Path.Combine(root, folder);
        return System.IO.Directory.Exists(path)
            ? System.IO.Directory.EnumerateFileSystemEntries(path).Where(entry => !entry.EndsWith(ReportEnding, StringComparison.Ordinal) && !Path.GetFileName(entry).StartsWith('.'))
            : [];
    }
}
