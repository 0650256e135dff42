using EduConnect.Core.Directory.Packaging;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Sources;

namespace EduConnect.Core.Directory.Importing;

/// <summary>A school of the source, known before or met in the delivery.</summary>
internal sealed class StagedSchool
{
    public required Guid Id { get; init; }

    /// <summary>Its pupils are taken.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>What the delivery says of it; null when it says nothing.</summary>
    public SchoolSource? Source { get; set; }
}

/// <summary>A delivery read once from end to end and checked, with all that applying it needs to know beforehand. Nothing was written yet.</summary>
internal sealed class StagedDelivery(Delivery delivery)
{
    private const int MostNotices = 200;
    private readonly HashSet<(string File, AafEntity Entity)> _held = [];
    private readonly Dictionary<(string Code, string? About), ImportRemark> _notices = [];

    public Delivery Delivery { get; } = delivery;

    public bool IsComplet => Delivery.Kind == ExportKind.Complet;

    public bool IsFirstLoad { get; set; }

    public Dictionary<string, StagedSchool> Schools { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Mefs { get; } = new(StringComparer.Ordinal);

    /// <summary>Statistical codes by curriculum code, of the curricula that have one.</summary>
    public Dictionary<string, string> StatisticalCodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Classes met, with their label.</summary>
    public Dictionary<(Guid School, string Code), string> Classes { get; } = [];

    public KeyTable Guardians { get; } = new();

    public KeyTable Pupils { get; } = new();

    public List<string> DeletedSchools { get; } = [];

    public List<string> DeletedGuardians { get; } = [];

    public List<string> DeletedPupils { get; } = [];

    public ImportCounts Counts { get; private set; } = new();

    public List<Rejection> Rejected { get; } = [];

    /// <summary>Records that could not be understood.</summary>
    public long Bad { get; set; }

    /// <summary>Things worth knowing, with how often they were met.</summary>
    public IEnumerable<ImportRemark> Notices => _notices.Values;

    /// <summary>Schools the delivery speaks of, accepted or not: only what they hold can be missing from it.</summary>
    public IEnumerable<StagedSchool> SeenSchools => Schools.Values.Where(school => school.Source is not null);

    /// <summary>Notes that a file holds records of an entity, whatever its name says.</summary>
    public void MarkHeld(DeliveryFile file, AafEntity entity) => _held.Add((file.Name, entity));

    public bool FileHolds(DeliveryFile file, AafEntity entity) => _held.Contains((file.Name, entity));

    public Guid? AcceptedSchool(string sourceId) => Schools.TryGetValue(sourceId, out var school) && school.IsAccepted ? school.Id : null;

    public void Notice(ImportRemark remark)
    {
        var key = (remark.Code, remark.Values.Count > 0 ? remark.Values[0] : null);
        var isKnown = _notices.TryGetValue(key, out var before);
        if (isKnown || _notices.Count < MostNotices)
        {
            _notices[key] = remark with { Times = (before?.Times ?? 0) + 1 };
        }
    }

    public void Reject(string file, int position, string id, ImportRemark remark)
    {
        if (Rejected.Count < ImportReport.MostRejections)
        {
            Rejected.Add(new(file, id.Length == 0 ? $"#{position}" : $"#{position} {(id.Length > 64 ? id[..64] : id)}", remark));
        }
    }

    /// <summary>Forgets what was counted, to read the files a second time.</summary>
    public void Recount()
    {
        Counts = new();
        Rejected.Clear();
        Bad = 0;
        _notices.Clear();
        DeletedSchools.Clear();
        DeletedGuardians.Clear();
        DeletedPupils.Clear();
    }
}
