using System.Text.Json.Serialization;

namespace EduConnect.Core.Directory.Importing;

/// <summary>What an import ended with.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportOutcome>))]
public enum ImportOutcome
{
    /// <summary>Something was written.</summary>
    [JsonStringEnumMemberName("applied")]
    Applied,

    /// <summary>A dry run: this is what would be written.</summary>
    [JsonStringEnumMemberName("planned")]
    Planned,

    /// <summary>At least one delivery was refused; reasons tell which and why.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>Everything was already there.</summary>
    [JsonStringEnumMemberName("nothing-new")]
    NothingNew,
}

/// <summary>One delivery of a report.</summary>
/// <param name="Academie">Académie code on two digits.</param>
/// <param name="Degree"><c>1D</c> or <c>2D</c>.</param>
/// <param name="Kind"><c>complet</c> or <c>delta</c>.</param>
/// <param name="Date">Date of the export.</param>
public sealed record ReportFeed(string Academie, string Degree, string Kind, DateOnly Date);

/// <summary>A record that was set aside.</summary>
/// <param name="File">File it is in.</param>
/// <param name="Record">Its place in the file, from 1, and its identifier.</param>
/// <param name="Reason">Why, in English.</param>
/// <param name="Remark">Why, for those who say it in another language; null in reports from before there was one.</param>
public sealed record Rejection(string File, string Record, string Reason, ImportRemark? Remark = null)
{
    internal Rejection(string file, string record, ImportRemark remark)
        : this(file, record, remark.ToString(), remark)
    {
    }
}

/// <summary>The report of an import; written to JSON as the command line promises.</summary>
public sealed class ImportReport
{
    /// <summary>Most rejections listed; the counts tell the rest.</summary>
    public const int MostRejections = 1000;

    /// <summary>How it ended.</summary>
    public ImportOutcome Outcome { get; set; }

    /// <summary>Why something was refused, and what an operator should know: in English.</summary>
    public IReadOnlyList<string> Reasons => Remarks.ConvertAll(remark => remark.ToString());

    /// <summary>The same, for those who say it in another language.</summary>
    public List<ImportRemark> Remarks { get; } = [];

    /// <summary>Deliveries found, in the order they were taken.</summary>
    public List<ReportFeed> Feeds { get; } = [];

    /// <summary>Schools.</summary>
    public EntityCounts Schools => Counts.Schools;

    /// <summary>Classes.</summary>
    public EntityCounts Classes => Counts.Classes;

    /// <summary>Pupils.</summary>
    public EntityCounts Pupils => Counts.Pupils;

    /// <summary>Guardians.</summary>
    public EntityCounts Guardians => Counts.Guardians;

    /// <summary>Ties.</summary>
    public EntityCounts Links => Counts.Links;

    /// <summary>Accounts.</summary>
    public EntityCounts Accounts => Counts.Accounts;

    /// <summary>Records set aside, at most <see cref="MostRejections"/>.</summary>
    public List<Rejection> Rejected { get; } = [];

    /// <summary>What the exports would do that the safety brake alone stopped: they wait for an operator.</summary>
    public List<HeldExport> Held { get; } = [];

    /// <summary>Duration.</summary>
    public double Seconds { get; set; }

    /// <summary>Whether main could not be written any more: what was refused for that alone is taken up again once it can.</summary>
    internal bool IsInterrupted { get; set; }

    /// <summary>Whether a disk was full, the database's or that of the data folder: what was refused for that alone is taken up again once there is room.</summary>
    internal bool LacksRoom { get; set; }

    /// <summary>Whether an export waits for what an operator decides about one before it.</summary>
    internal bool IsWaiting { get; set; }

    internal ImportCounts Counts { get; } = new();
}
