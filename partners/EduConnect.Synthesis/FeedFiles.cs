namespace EduConnect.Synthesis;

/// <summary>The open files of one export, one series for each entity, and the count of their operations.</summary>
public sealed class FeedFiles : IDisposable
{
    private readonly Dictionary<AafEntity, ChunkedWriter> writers = [];
    private readonly Dictionary<AafEntity, OperationCounts> operations = [];
    private readonly SynthesisOptions options;
    private readonly string root;
    private readonly string relative;
    private readonly int day;

    public FeedFiles(SynthesisOptions options, string root, Feed feed, int day)
    {
        (this.options, this.root, this.day, Feed) = (options, root, day, feed);
        relative = AafNaming.Folder(feed, options.Day.AddDays(day), day > 0);
        var folder = Path.Combine(root, relative);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "ficAlimMENESR.dtd"), TextList.Read("ficAlimMENESR"));
        foreach (var entity in Entities(feed))
            writers[entity] = new ChunkedWriter(options, folder, feed, day, entity);
    }

    public Feed Feed { get; }

    public void Add(AafRecord record)
    {
        writers[record.Entity].Next().Add(record);
        Count(record.Entity, new OperationCounts(1, 0, 0));
    }

    public void Modify(AafEntity entity, string id, IReadOnlyList<AafAttribute> attributes)
    {
        writers[entity].Next().Modify(entity, id, attributes);
        Count(entity, new OperationCounts(0, 1, 0));
    }

    public void Delete(AafEntity entity, string id)
    {
        writers[entity].Next().Delete(entity, id);
        Count(entity, new OperationCounts(0, 0, 1));
    }

    /// <summary>Closes the files, damages or packs them if asked to, and says what they hold.</summary>
    public ManifestFeed Finish(Tally expected, IReadOnlyDictionary<AafEntity, OperationCounts>? changes)
    {
        Dispose();
        if (day == 0 && Feed.AcademieIndex == 0)
            DamageMaker.Apply(options.Damage, writers[AafEntity.Pupil], writers[AafEntity.Guardian]);
        var place = relative;
        if (options.Archives)
        {
            place = AafNaming.Archive(Feed, options.Day.AddDays(day), day > 0);
            Archives.Pack(Path.Combine(root, relative), Path.Combine(root, place));
        }
        return new ManifestFeed(
            Feed.Academie.Code,
            Feed.DegreeCode,
            place,
            writers.ToDictionary(pair => pair.Key, pair => pair.Value.Chunks),
            new SortedDictionary<AafEntity, OperationCounts>(operations),
            changes,
            expected.Copy());
    }

    public void Dispose()
    {
        foreach (var writer in writers.Values)
            writer.Dispose();
    }

    private static IEnumerable<AafEntity> Entities(Feed feed) =>
        feed.Degree == AafDegree.Second
            ? [AafEntity.School, AafEntity.Mef, AafEntity.Pupil, AafEntity.Guardian]
            : [AafEntity.School, AafEntity.Pupil, AafEntity.Guardian];

    private void Count(AafEntity entity, OperationCounts one) =>
        operations[entity] = operations.GetValueOrDefault(entity, new OperationCounts(0, 0, 0)) + one;
}
