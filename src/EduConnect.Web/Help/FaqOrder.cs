namespace EduConnect.Web.Help;

/// <summary>The order of the sections of the questions of families: keys that operators put in order, then all others by name.</summary>
internal static class FaqOrder
{
    /// <summary>Keys in their order.</summary>
    /// <param name="keys">all of them</param>
    /// <param name="order">a key in each line; null when nobody put any in order</param>
    public static IReadOnlyList<string> Sorted(IEnumerable<string> keys, string? order)
    {
        var places = (order ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Select((key, place) => (key, place)).ToDictionary(one => one.key, one => one.place, StringComparer.Ordinal);
        return [.. keys.OrderBy(key => places.GetValueOrDefault(key, int.MaxValue)).ThenBy(key => key, StringComparer.Ordinal)];
    }

    /// <summary>The same things with one of them a place up or down; as they are where there is no such thing or place.</summary>
    public static IReadOnlyList<T> Moved<T>(IReadOnlyList<T> all, int index, bool isUp)
    {
        var other = isUp ? index - 1 : index + 1;
        if (index < 0 || other < 0 || other >= all.Count)
        {
            return all;
        }

        var moved = all.ToArray();
        (moved[index], moved[other]) = (moved[other], moved[index]);
        return moved;
    }
}
