using System.Collections.Frozen;

namespace EduConnect.Core.Directory.Profiles;

/// <summary>Which attribute names carry which field; when several do, the first listed that has a value wins.</summary>
internal sealed class FieldMap<TField>
    where TField : struct, Enum
{
    private readonly FrozenDictionary<string, (int Field, int Rank)> _byName;

    public FieldMap(IReadOnlyDictionary<string, string[]> names)
    {
        var map = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        foreach (var (field, attributes) in names)
        {
            var index = Convert.ToInt32(Enum.Parse<TField>(field, ignoreCase: true), System.Globalization.CultureInfo.InvariantCulture);
            for (var rank = 0; rank < attributes.Length; rank++)
            {
                map[attributes[rank]] = (index, rank);
            }
        }

        _byName = map.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public int Fields { get; } = Enum.GetValues<TField>().Length;

    public bool TryFind(string attribute, out int field, out int rank)
    {
        var found = _byName.TryGetValue(attribute, out var place);
        (field, rank) = place;
        return found;
    }
}
