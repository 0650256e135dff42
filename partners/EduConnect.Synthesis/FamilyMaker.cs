namespace EduConnect.Synthesis;

/// <summary>Makes the n-th family of the country as it is on the day of the complet.</summary>
public sealed class FamilyMaker(SynthesisOptions options, SchoolMap map)
{
    private readonly AdultMaker adults = new(options);
    private readonly ChildMaker children = new(options, map);
    private readonly int startYear = options.Day.Month >= 8 ? options.Day.Year : options.Day.Year - 1;

    /// <summary>How many children a family has, without making it.</summary>
    public int ChildrenOf(long number) => new Dice(options.Seed, DiceUse.Children, number).Weighted([45, 38, 13, 3, 1]) + 1;

    /// <summary>The family, with at most <paramref name="atMost"/> children.</summary>
    public Family Make(long number, int atMost = int.MaxValue)
    {
        var dice = new Dice(options.Seed, DiceUse.Family, number);
        var home = (int)(number % options.Academies.Count);
        var family = new Family
        {
            Number = number,
            Home = home,
            Sector = dice.Below(map.SectorCount(home)),
            Address = AdultMaker.Address(ref dice, options.Academies[home]),
        };
        var household = Household.Draw(ref dice, options.Irregularities);
        var levels = Levels(ref dice, Math.Min(ChildrenOf(number), atMost));
        adults.Fill(family, household, ref dice, startYear - 3 - levels.Max());
        for (var slot = 0; slot < levels.Count; slot++)
            children.Add(family, household, slot, levels[slot], startYear);
        return family;
    }

    private List<int> Levels(ref Dice dice, int count)
    {
        var lowest = options.Degrees.Contains(AafDegree.First) ? 0 : Level.FirstOfCollege;
        var highest = options.Degrees.Contains(AafDegree.Second) ? 14 : Level.FirstOfCollege - 1;
        var levels = new List<int>(count);
        var level = dice.Between(lowest, highest);
        for (var child = 0; child < count; child++)
        {
            levels.Add(level);
            level -= dice.Chance(0.02) ? 0 : dice.Between(1, 4);
            if (level < lowest)
                level = dice.Between(lowest, highest);
        }
        return levels;
    }
}
