namespace EduConnect.Synthesis;

/// <summary>What differs between the states of one record on successive days.</summary>
public static class RecordDiff
{
    /// <summary>How a record changed from one day to the next; null when it did not.</summary>
    public static OperationCounts? Change(AafRecord? before, AafRecord? after)
    {
        if (before is null && after is null)
            return null;
        if (before is null)
            return new OperationCounts(1, 0, 0);
        if (after is null)
            return new OperationCounts(0, 0, 1);
        return Differing(before, after).Count > 0 ? new OperationCounts(0, 1, 0) : null;
    }

    /// <summary>The attributes that changed on any of the days, with their values of the last.</summary>
    public static IReadOnlyList<AafAttribute> Touched(IReadOnlyList<AafRecord?> states)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var day = 1; day < states.Count; day++)
            names.UnionWith(Differing(states[day - 1]!, states[day]!));
        return [.. states[^1]!.Attributes.Where(attribute => names.Contains(attribute.Name))];
    }

    private static List<string> Differing(AafRecord before, AafRecord after)
    {
        var names = new List<string>();
        for (var index = 0; index < after.Attributes.Count; index++)
        {
            if (!after.Attributes[index].SameAs(before.Attributes[index]))
                names.Add(after.Attributes[index].Name);
        }
        return names;
    }
}
