using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;

namespace EduConnect.Core.Directory.Sources;

/// <summary>The values of one record sorted by field. Refilled for each record.</summary>
internal sealed class FieldBag<TField>(FieldMap<TField> map)
    where TField : struct, Enum
{
    private readonly List<string>[] _values = [.. Enumerable.Range(0, map.Fields).Select(_ => new List<string>())];
    private readonly int[] _rank = new int[map.Fields];
    private ulong _present;

    /// <summary>Which fields the record mentions, one bit each; all of them for an addition.</summary>
    public ulong Present => _present;

    /// <param name="record">The record.</param>
    /// <param name="unknown">Told of each attribute that no field has.</param>
    public void Fill(AafRecord record, Action<string> unknown)
    {
        Array.ForEach(_values, list => list.Clear());
        Array.Fill(_rank, int.MaxValue);
        _present = record.Operation == AafOperation.Add ? ulong.MaxValue : 0;
        foreach (var (name, value) in record.Values)
        {
            if (!map.TryFind(name, out var field, out var rank))
            {
                unknown(name);
                continue;
            }

            _present |= 1UL << field;
            Add(field, rank, value);
        }
    }

    /// <summary>The first value of a field, tidied; empty when there is none.</summary>
    public string One(TField field, int most = CleanText.LongestName) => All(field) is [var first, ..] ? CleanText.Tidy(first, most) : string.Empty;

    /// <summary>Every value of a field, as written.</summary>
    public List<string> All(TField field) => _values[System.Runtime.CompilerServices.Unsafe.As<TField, int>(ref field)];

    private void Add(int field, int rank, string value)
    {
        if (rank > _rank[field] || string.IsNullOrWhiteSpace(value))
        {
            return;
        }

        if (rank < _rank[field])
        {
            _rank[field] = rank;
            _values[field].Clear();
        }

        _values[field].Add(value);
    }
}
