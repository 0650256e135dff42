using System.Collections.Frozen;
using System.Globalization;

namespace EduConnect.Core.Directory.Reading;

/// <summary>The fixed substitution table of HTML named characters, which exports use although their DTD does not declare them.</summary>
internal static class NamedEntities
{
    private static readonly FrozenDictionary<string, char> Table = Load();
    private static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> Lookup = Table.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Length of the longest name, without <c>&amp;</c> and <c>;</c>.</summary>
    public static int LongestName { get; } = Table.Keys.Max(name => name.Length);

    /// <summary>The character of a name; the five of XML itself are not in the table.</summary>
    public static bool TryFind(ReadOnlySpan<char> name, out char value) => Lookup.TryGetValue(name, out value);

    private static FrozenDictionary<string, char> Load()
    {
        using var reader = new StreamReader(typeof(NamedEntities).Assembly.GetManifestResourceStream("EduConnect.Directory.html-entities.txt")!);
        var table = new Dictionary<string, char>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(' ') is [{ Length: > 1 } name, var code])
            {
                table.Add(name, (char)int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            }
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
