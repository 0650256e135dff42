namespace EduConnect.Synthesis;

/// <summary>What a throw of the dice decides; part of the key, so that one decision never shifts another.</summary>
public enum DiceUse
{
    Children,
    Family,
    Child,
    Adult,
    Feed,
    File,
    School,
    Event,
    EventDetail,
}

/// <summary>
/// Chance without state shared between callers: the same seed, use and indexes always give the same throws, so that any
/// family can be made again at any time without keeping it in memory (SplitMix64).
/// </summary>
public struct Dice
{
    private ulong state;

    /// <summary>The dice of one decision, named by its use and up to three indexes.</summary>
    public Dice(int seed, DiceUse use, long first, long second = 0, long third = 0)
    {
        state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL);
        Stir((ulong)use + 1);
        Stir((ulong)first);
        Stir((ulong)second);
        Stir((ulong)third);
    }

    /// <summary>A whole number from 0 to <paramref name="bound"/> - 1.</summary>
    public int Below(int bound) => (int)(((UInt128)Next() * (ulong)bound) >> 64);

    /// <summary>A whole number between two bounds, both included.</summary>
    public int Between(int lowest, int highest) => lowest + Below(highest - lowest + 1);

    /// <summary>True with the given probability, 0 to 1. Always uses one throw.</summary>
    public bool Chance(double probability) => (Next() >> 11) * (1.0 / (1UL << 53)) < probability;

    /// <summary>One item of a list.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>An index, each with the weight given at its place.</summary>
    public int Weighted(ReadOnlySpan<int> weights)
    {
        var total = 0;
        foreach (var weight in weights)
            total += weight;
        var thrown = Below(total);
        var index = 0;
        while (thrown >= weights[index])
            thrown -= weights[index++];
        return index;
    }

    private void Stir(ulong value)
    {
        unchecked
        {
            state ^= value * 0xBF58476D1CE4E5B9UL;
            state = Next();
        }
    }

    private ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var mixed = state;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return mixed ^ (mixed >> 31);
        }
    }
}
