using System.Text;

namespace EduConnect.Core.Campaigns.Reading;

/// <summary>Cuts a line of a list into fields (RFC 4180 quoting, save that a quoted field ends with its line: one stray quote must not swallow the rest of a file).</summary>
internal static class Fields
{
    /// <summary>Signs that separate fields.</summary>
    private const string Separators = ";,\t";

    /// <summary>The first separator outside quotes; null when there is one field only.</summary>
    public static char? SeparatorOf(string line)
    {
        var isQuoted = false;
        foreach (var sign in line)
        {
            isQuoted ^= sign == '"';
            if (!isQuoted && Separators.Contains(sign, StringComparison.Ordinal))
            {
                return sign;
            }
        }

        return null;
    }

    /// <summary>The fields, empty ones at the end left out; null when a quote is not closed or something follows it.</summary>
    public static List<string>? Split(string line, char? separator)
    {
        List<string> fields = [];
        for (var i = 0; i <= line.Length; i++)
        {
            var field = i < line.Length && line[i] == '"' ? Quoted(line, ref i) : Plain(line, separator, ref i);
            if (field is null || (i < line.Length && line[i] != separator))
            {
                return null;
            }

            fields.Add(field);
        }

        while (fields is [.., ""])
        {
            fields.RemoveAt(fields.Count - 1);
        }

        return fields;
    }

    private static string Plain(string line, char? separator, ref int i)
    {
        var start = i;
        while (i < line.Length && line[i] != separator)
        {
            i++;
        }

        return line[start..i];
    }

    private static string? Quoted(string line, ref int i)
    {
        var text = new StringBuilder();
        for (i++; i < line.Length; i++)
        {
            if (line[i] != '"')
            {
                text.Append(line[i]);
            }
            else if (i + 1 < line.Length && line[i + 1] == '"')
            {
                text.Append(line[i++]);
            }
            else
            {
                i++;
                return text.ToString();
            }
        }

        return null;
    }
}
