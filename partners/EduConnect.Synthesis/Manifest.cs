using System.Text.Json;
using System.Text.Json.Serialization;

namespace EduConnect.Synthesis;

/// <summary>What was written and what an importer should hold of it, beside the exports as manifest.json.</summary>
public sealed record Manifest(int Seed, int Pupils, IReadOnlyList<int> Irregularities, IReadOnlyList<ManifestStep> Steps, IReadOnlyList<ManifestExample> Examples)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes it.</summary>
    public void Save(string folder) => File.WriteAllText(Path.Combine(folder, "manifest.json"), JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>Reads one back.</summary>
    public static Manifest Load(string folder) =>
        JsonSerializer.Deserialize<Manifest>(File.ReadAllText(Path.Combine(folder, "manifest.json")), Json)
        ?? throw new InvalidDataException("The manifest is empty.");
}

/// <summary>One night: every source exports once.</summary>
/// <param name="Kind">complet or delta.</param>
/// <param name="People">Accounts over all sources; only after the complets.</param>
public sealed record ManifestStep(string Kind, DateOnly Date, IReadOnlyList<ManifestFeed> Feeds, PeopleTally? People);

/// <summary>One export.</summary>
/// <param name="Folder">Where it lies, or the archive that holds it.</param>
/// <param name="Operations">Operations in its files, by entity.</param>
/// <param name="Changes">Deltas: what really differs from the step before, by entity; the rest repeats.</param>
/// <param name="Expected">State of the source after this export.</param>
public sealed record ManifestFeed(
    string Academie,
    string Degree,
    string Folder,
    IReadOnlyDictionary<AafEntity, int> Files,
    IReadOnlyDictionary<AafEntity, OperationCounts> Operations,
    IReadOnlyDictionary<AafEntity, OperationCounts>? Changes,
    Tally Expected);

/// <summary>How many of each operation.</summary>
public sealed record OperationCounts(int Added, int Modified, int Deleted)
{
    public static OperationCounts operator +(OperationCounts one, OperationCounts other) =>
        new(one.Added + other.Added, one.Modified + other.Modified, one.Deleted + other.Deleted);
}

/// <summary>A person who shows an irregularity or to whom something happens: where to look when a test fails.</summary>
/// <param name="Of">Name of the irregularity or of the event.</param>
/// <param name="Record">Source number of the first pupil record.</param>
public sealed record ManifestExample(string Of, int Day, string Academie, string Degree, string Record, string Ine);
