using System.Text.Json;
using System.Text.Json.Serialization;

namespace EduConnect.Core.Directory.Importing;

/// <summary>What became of the records of one kind. <see cref="Read"/> is the sum of the others, save that a record replaced by another of the same id counts as unchanged.</summary>
public sealed class EntityCounts
{
    /// <summary>Records read.</summary>
    public long Read { get; set; }

    /// <summary>New here.</summary>
    public long Added { get; set; }

    /// <summary>Known and now different.</summary>
    public long Changed { get; set; }

    /// <summary>Known and the same.</summary>
    public long Unchanged { get; set; }

    /// <summary>Known and no longer in the source.</summary>
    public long Gone { get; set; }

    /// <summary>Left out on purpose: school not accepted, guardian of nobody, plain contact.</summary>
    public long Skipped { get; set; }

    /// <summary>Not understood.</summary>
    public long Rejected { get; set; }

    internal void Set(EntityCounts other)
    {
        (Read, Added, Changed, Unchanged) = (other.Read, other.Added, other.Changed, other.Unchanged);
        (Gone, Skipped, Rejected) = (other.Gone, other.Skipped, other.Rejected);
    }

    internal void Add(EntityCounts other)
    {
        Read += other.Read;
        Added += other.Added;
        Changed += other.Changed;
        Unchanged += other.Unchanged;
        Gone += other.Gone;
        Skipped += other.Skipped;
        Rejected += other.Rejected;
    }
}

/// <summary>The six counts of a report.</summary>
public sealed class ImportCounts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Schools.</summary>
    public EntityCounts Schools { get; init; } = new();

    /// <summary>Classes, declared by schools or met in pupils.</summary>
    public EntityCounts Classes { get; init; } = new();

    /// <summary>Pupil records.</summary>
    public EntityCounts Pupils { get; init; } = new();

    /// <summary>Guardian records.</summary>
    public EntityCounts Guardians { get; init; } = new();

    /// <summary>Ties of pupils to guardians.</summary>
    public EntityCounts Links { get; init; } = new();

    /// <summary>Accounts: read counts the records entitled to one, changed those that moved to another account, gone accounts joined to another.</summary>
    public EntityCounts Accounts { get; init; } = new();

    [JsonIgnore]
    internal IEnumerable<EntityCounts> All => [Schools, Classes, Pupils, Guardians, Links, Accounts];

    internal static ImportCounts Parse(string json) => JsonSerializer.Deserialize<ImportCounts>(json, Json) ?? new();

    internal string Write() => JsonSerializer.Serialize(this, Json);

    internal void Add(ImportCounts other)
    {
        foreach (var (mine, theirs) in All.Zip(other.All))
        {
            mine.Add(theirs);
        }
    }

    /// <summary>Whatever was read and neither written, left out nor refused was already there.</summary>
    internal void Settle()
    {
        foreach (var counts in All)
        {
            counts.Unchanged = Math.Max(0, counts.Read - counts.Added - counts.Changed - counts.Skipped - counts.Rejected);
        }
    }
}
