namespace EduConnect.Synthesis;

/// <summary>
/// The whole generated country: any family on any day, made on request and never kept. Day 0 is that of the complets.
/// </summary>
public sealed class World
{
    private readonly FamilyMaker maker;
    private readonly FamilyHistory history;
    private readonly int lastTrim;

    public World(SynthesisOptions options)
    {
        Options = options;
        Map = new SchoolMap(options);
        maker = new FamilyMaker(options, Map);
        history = new FamilyHistory(options, Map);
        Feeds =
        [
            .. from academie in Enumerable.Range(0, options.Academies.Count)
               from degree in options.Degrees
               select new Feed(academie, options.Academies.Count, options.Academies[academie], degree),
        ];
        (Families, lastTrim) = Count(options.Pupils);
        ArrivalsPerDay = options.Deltas == 0 ? 0 : Math.Max(1, (long)(Families * options.DailyChanges * 0.1));
    }

    public SynthesisOptions Options { get; }

    public SchoolMap Map { get; }

    public IReadOnlyList<Feed> Feeds { get; }

    /// <summary>Families on day 0.</summary>
    public long Families { get; }

    /// <summary>Families that arrive each day, with numbers that follow.</summary>
    public long ArrivalsPerDay { get; }

    /// <summary>A family on a day; null when it has not arrived yet.</summary>
    public Family? On(long number, int day)
    {
        if (number >= Families + (ArrivalsPerDay * day))
            return null;
        var family = maker.Make(number, number == Families - 1 ? lastTrim : int.MaxValue);
        history.Live(family, day);
        return family;
    }

    /// <summary>Families that something happens to between two days, both included; those that arrive are among them.</summary>
    public IEnumerable<long> Touched(int firstDay, int lastDay)
    {
        var arrivedBefore = Families + (ArrivalsPerDay * (Math.Max(1, firstDay) - 1));
        for (var number = 0L; number < Families + (ArrivalsPerDay * lastDay); number++)
        {
            if (number >= arrivedBefore || history.IsTouched(number, firstDay, lastDay))
                yield return number;
        }
    }

    private (long Families, int LastTrim) Count(int pupils)
    {
        var counted = 0L;
        var number = 0L;
        while (true)
        {
            var children = maker.ChildrenOf(number);
            if (counted + children >= pupils)
                return (number + 1, (int)(pupils - counted));
            counted += children;
            number++;
        }
    }
}
