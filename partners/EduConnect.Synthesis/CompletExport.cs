namespace EduConnect.Synthesis;

/// <summary>Writes the complets of every source in one pass over the families.</summary>
public sealed class CompletExport(World world, string folder, IReadOnlyList<Tally> tallies, Examples examples)
{
    private readonly FamilyRendering rendering = new(world.Options);

    public ManifestStep Write()
    {
        var files = world.Feeds.Select(feed => new FeedFiles(world.Options, folder, feed, 0)).ToList();
        for (var feed = 0; feed < files.Count; feed++)
            WriteSchools(files[feed], tallies[feed]);
        var people = new PeopleTally();
        for (var number = 0L; number < world.Families; number++)
        {
            var family = world.On(number, 0)!;
            var known = new List<Feed>(2);
            for (var feed = 0; feed < files.Count; feed++)
            {
                if (!FamilyRendering.Knows(family, files[feed].Feed))
                    continue;
                known.Add(files[feed].Feed);
                foreach (var record in rendering.Render(family, files[feed].Feed))
                    files[feed].Add(record);
                tallies[feed].Count(family, files[feed].Feed, 1);
            }
            people.Count(family, known, rendering);
            examples.Look(family);
        }
        return new ManifestStep("complet", world.Options.Day, [.. files.Select((file, feed) => file.Finish(tallies[feed], null))], people);
    }

    private void WriteSchools(FeedFiles files, Tally tally)
    {
        var schools = new SchoolRendering(world.Options);
        foreach (var school in world.Map.Of(files.Feed.AcademieIndex, files.Feed.Degree))
        {
            files.Add(schools.Render(school, files.Feed, 0));
            tally.Schools++;
        }
        if (files.Feed.Degree == AafDegree.First)
            return;
        foreach (var curriculum in SchoolRendering.Curricula())
            files.Add(curriculum);
    }
}
