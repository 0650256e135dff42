namespace EduConnect.Synthesis;

/// <summary>Keeps the first people who show each irregularity and each event.</summary>
public sealed class Examples(World world)
{
    private const int Kept = 3;
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly List<ManifestExample> found = [];
    private readonly FamilyHistory history = new(world.Options, world.Map);

    public IReadOnlyList<ManifestExample> Found => found;

    public void Look(Family family)
    {
        foreach (var child in family.Children)
        {
            foreach (var row in child.Shows)
                Keep(row.ToString(), 0, family, child);
        }
    }

    public void LookAtEvent(long number, int day)
    {
        if (history.EventOn(number, day) is { } happened && world.On(number, day - 1) is { Children.Count: > 0 } family)
            Keep(happened.ToString(), day, family, family.Children[0]);
    }

    private void Keep(string name, int day, Family family, Child child)
    {
        var count = counts.GetValueOrDefault(name);
        if (count == Kept || child.Enrolments.Count == 0)
            return;
        counts[name] = count + 1;
        var at = child.Enrolments[0];
        var feed = world.Feeds.First(feed => feed.AcademieIndex == at.School.AcademieIndex && feed.Degree == at.School.Degree);
        found.Add(new ManifestExample(name, day, feed.Academie.Code, feed.DegreeCode, Slots.Pupil(family, feed, child, at.Variant), child.Ine));
    }
}
