namespace EduConnect.Synthesis;

/// <summary>
/// Writes the deltas of one day. Each repeats what happened in the last exports (depth): what was touched on any of those
/// days is written with its value of today, even when that value is back to what it was.
/// </summary>
public sealed class DeltaExport(World world, string folder, IReadOnlyList<Tally> tallies, Examples examples, int day)
{
    private readonly FamilyRendering rendering = new(world.Options);
    private readonly int firstDay = Math.Max(1, day - (world.Options.Irregularities.Has(Irregularity.RepeatedInDeltas) ? world.Options.Depth : 1) + 1);

    public ManifestStep Write()
    {
        var files = world.Feeds.Select(feed => new FeedFiles(world.Options, folder, feed, day)).ToList();
        var changes = files.ConvertAll(_ => new SortedDictionary<AafEntity, OperationCounts>());
        for (var feed = 0; feed < files.Count; feed++)
            WriteSchools(files[feed], changes[feed]);
        foreach (var number in world.Touched(firstDay, day))
        {
            var states = Enumerable.Range(firstDay - 1, day - firstDay + 2).Select(at => world.On(number, at)).ToList();
            for (var feed = 0; feed < files.Count; feed++)
                WriteFamily(states, files[feed], changes[feed], tallies[feed]);
            examples.LookAtEvent(number, day);
        }
        return new ManifestStep("delta", world.Options.Day.AddDays(day), [.. files.Select((file, feed) => file.Finish(tallies[feed], changes[feed]))], null);
    }

    private void WriteFamily(List<Family?> states, FeedFiles files, SortedDictionary<AafEntity, OperationCounts> changes, Tally tally)
    {
        if (!states.Exists(state => state is not null && FamilyRendering.Knows(state, files.Feed)))
            return;
        var records = states.ConvertAll(state => Rendered(state, files.Feed));
        foreach (var id in records.SelectMany(state => state.Keys).Distinct().Order(StringComparer.Ordinal).ToList())
            WriteRecord([.. records.Select(state => state.GetValueOrDefault(id))], files, changes);
        if (states[^2] is { } before)
            tally.Count(before, files.Feed, -1);
        if (states[^1] is { } after)
            tally.Count(after, files.Feed, 1);
    }

    private Dictionary<string, AafRecord> Rendered(Family? family, Feed feed) =>
        family is null || !FamilyRendering.Knows(family, feed) ? [] : rendering.Render(family, feed).ToDictionary(record => record.Id, StringComparer.Ordinal);

    private static void WriteRecord(List<AafRecord?> states, FeedFiles files, SortedDictionary<AafEntity, OperationCounts> changes)
    {
        var any = states.Find(state => state is not null)!;
        if (RecordDiff.Change(states[^2], states[^1]) is { } change)
            changes[any.Entity] = changes.GetValueOrDefault(any.Entity, new OperationCounts(0, 0, 0)) + change;
        var wasAbsent = states.GetRange(0, states.Count - 1).Exists(state => state is null);
        if (states[^1] is not { } today)
        {
            files.Delete(any.Entity, any.Id);
            return;
        }
        if (wasAbsent)
        {
            files.Add(today);
            return;
        }
        var touched = RecordDiff.Touched(states);
        if (touched.Count > 0)
            files.Modify(today.Entity, today.Id, touched);
    }

    private void WriteSchools(FeedFiles files, SortedDictionary<AafEntity, OperationCounts> changes)
    {
        var schools = new SchoolRendering(world.Options);
        foreach (var school in world.Map.Of(files.Feed.AcademieIndex, files.Feed.Degree))
        {
            if (!schools.IsChanged(school, firstDay - 1, day))
                continue;
            var states = Enumerable.Range(firstDay - 1, day - firstDay + 2).Select(at => (AafRecord?)schools.Render(school, files.Feed, at)).ToList();
            WriteRecord(states, files, changes);
        }
    }
}
