using System.Xml.Linq;
using EduConnect.Synthesis;
using Xunit;

namespace EduConnect.Core.Tests.Synthesis;

/// <summary>Deltas of depth 3 (AAF reference §1.1, §3; row 21): applying them gives the state of the day, even after lost nights.</summary>
[Trait("Row", "#232")]
public sealed class DeltaTests
{
    private static readonly SynthesisOptions Options = new()
    {
        Pupils = 1500,
        Academies = [.. Academie.Known.Take(2)],
        Deltas = 6,
        DailyChanges = 0.08,
    };

    [Theory]
    [InlineData("1,2,3,4,5,6")]
    [InlineData("3,6")]
    [InlineData("2,2,5,6")]
    [InlineData("1,4,6")]
    public void Any_nights_at_most_three_apart_lead_to_the_same_state(string nights)
    {
        using var generated = new Generated(Options);
        var world = new World(Options);
        foreach (var feed in world.Feeds)
        {
            var state = new State();
            state.Apply(Of(generated, 0, feed));
            foreach (var night in nights.Split(',').Select(int.Parse))
                state.Apply(Of(generated, night, feed));
            Assert.Equal(0, state.UnknownModified);
            Assert.Equal(Today(world, feed), state.Text());
        }
    }

    [Fact]
    public void A_night_too_many_lost_is_seen()
    {
        using var generated = new Generated(Options);
        var feed = new World(Options).Feeds[1];
        var state = new State();
        state.Apply(Of(generated, 0, feed));
        state.Apply(Of(generated, 6, feed));
        Assert.NotEqual(Today(new World(Options), feed), state.Text());
    }

    [Fact]
    public void Every_kind_of_event_is_there()
    {
        using var generated = new Generated(Options);
        var seen = generated.Manifest.Examples.Select(example => example.Of).ToHashSet();
        Assert.All(Enum.GetNames<FamilyEvent>(), name => Assert.Contains(name, seen));
        var changes = generated.Manifest.Steps.Skip(1).SelectMany(step => step.Feeds).SelectMany(feed => feed.Changes!.Values).ToList();
        Assert.Contains(changes, change => change.Added > 0);
        Assert.Contains(changes, change => change.Modified > 0);
        Assert.Contains(changes, change => change.Deleted > 0);
    }

    [Fact]
    [Trait("Row", "AAF 9")]
    public void A_pupil_who_changes_academie_may_be_seen_gone_before_or_after_being_seen_there()
    {
        var options = Options with { DailyChanges = 0.3, Irregularities = IrregularityShares.Parse("9") };
        var world = new World(options);
        var places = Enumerable.Range(0, (int)world.Families)
            .Select(number => Enumerable.Range(0, 7).Select(day => world.On(number, day)!.Children[0].Enrolments.Count).ToList())
            .ToList();
        Assert.Contains(places, days => days.Contains(2));
        Assert.Contains(places, days => days.IndexOf(0) is > 0 and var gone && days.Skip(gone).Contains(1));
    }

    private static IEnumerable<XElement> Of(Generated generated, int step, Feed feed) =>
        generated.Operations(generated.Manifest.Steps[step].Feeds.Single(one => one.Academie == feed.Academie.Code && one.Degree == feed.DegreeCode).Folder);

    private static string Today(World world, Feed feed)
    {
        var rendering = new FamilyRendering(world.Options);
        var records = Enumerable.Range(0, (int)(world.Families + (world.ArrivalsPerDay * Options.Deltas)))
            .Select(number => world.On(number, Options.Deltas))
            .Where(family => family is not null && FamilyRendering.Knows(family, feed))
            .SelectMany(family => rendering.Render(family!, feed))
            .Select(record => State.Line(record.Entity.FileToken(), record.Id, record.Attributes.Select(attribute => (attribute.Name, attribute.Values))));
        return string.Join('\n', records.Order(StringComparer.Ordinal));
    }

    /// <summary>What a reader of the operations knows: the simplest importer there is.</summary>
    private sealed class State
    {
        private readonly Dictionary<string, Dictionary<string, IReadOnlyList<string>>> records = [];

        public int UnknownModified { get; private set; }

        public static string Line(string category, string id, IEnumerable<(string Name, IReadOnlyList<string> Values)> attributes) =>
            $"{category} {id} {string.Join(';', attributes.OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => $"{pair.Name}={string.Join('|', pair.Values)}"))}";

        public void Apply(IEnumerable<XElement> operations)
        {
            foreach (var operation in operations.Where(operation => Generated.Category(operation) is "Eleve" or "PersRelEleve"))
            {
                var key = $"{Generated.Category(operation)} {Generated.Id(operation)}";
                if (operation.Name == "deleteRequest")
                    records.Remove(key);
                else if (operation.Name == "addRequest")
                    records[key] = Attributes(operation);
                else if (!records.TryGetValue(key, out var known))
                    UnknownModified++;
                else
                    Attributes(operation).ToList().ForEach(pair => known[pair.Key] = pair.Value);
            }
        }

        public string Text() => string.Join('\n', records
            .Select(pair => Line(pair.Key.Split(' ')[0], pair.Key.Split(' ')[1], pair.Value.Select(attribute => (attribute.Key, attribute.Value))))
            .Order(StringComparer.Ordinal));

        private static Dictionary<string, IReadOnlyList<string>> Attributes(XElement operation) =>
            operation.Elements().Last().Elements().ToDictionary(
                attribute => attribute.Attribute("name")!.Value,
                attribute => (IReadOnlyList<string>)[.. attribute.Elements("value").Select(value => value.Value)]);
    }
}
