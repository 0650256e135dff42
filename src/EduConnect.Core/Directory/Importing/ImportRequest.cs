using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Importing;

/// <summary>What an operator or the deposit folders ask for.</summary>
/// <param name="Folder">Folder, or archive, that holds the exports.</param>
public sealed record ImportRequest(string Folder)
{
    /// <summary>Académie, when the files do not say it or to have it checked.</summary>
    public string? Academie { get; init; }

    /// <summary>Degree, when the files do not say it or to have it checked.</summary>
    public Degree? Degree { get; init; }

    /// <summary>File of one UAI a line that replaces the stored white list of every feed of the delivery.</summary>
    public string? WhiteListFile { get; init; }

    /// <summary>Works everything out and writes nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Exports that the safety brake holds: a delta of their académie and degree waits until an operator has decided about them.</summary>
    public IReadOnlyList<ReportFeed> HeldBefore { get; init; } = [];

    /// <summary>The operator has looked at what the safety brake stopped, and lets it pass.</summary>
    public bool AllowsRemovals { get; init; }
}
