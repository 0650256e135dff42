using System.Text.RegularExpressions;
using EduConnect.Core.Directory.Importing;

namespace EduConnect.Core.Directory.Reading;

/// <summary>Looks at what stands before the root, so that the parser never meets a document type it should not (S-XM1).</summary>
internal static partial class Prolog
{
    /// <summary>True when the one document type of AAF is there, without internal subset; false when there is none.</summary>
    /// <exception cref="DeliveryRefusedException">Any other document type.</exception>
    public static bool HasAafDoctype(ReadOnlySpan<char> head)
    {
        var rest = head.TrimStart('\uFEFF');
        while (true)
        {
            rest = rest.TrimStart();
            if (rest.StartsWith("<?", StringComparison.Ordinal) && Skip(ref rest, "?>"))
            {
                continue;
            }

            if (rest.StartsWith("<!--", StringComparison.Ordinal) && Skip(ref rest, "-->"))
            {
                continue;
            }

            if (!rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            return Doctype().IsMatch(rest[..Math.Min(rest.Length, 400)])
                ? true
                : throw new DeliveryRefusedException(ImportRemark.Of("FileDocumentType"));
        }
    }

    private static bool Skip(ref ReadOnlySpan<char> rest, string end)
    {
        var at = rest.IndexOf(end, StringComparison.Ordinal);
        rest = at < 0 ? [] : rest[(at + end.Length)..];
        return true;
    }

    [GeneratedRegex("""^<!DOCTYPE\s+ficAlimMENESR\s+SYSTEM\s+("ficAlimMENESR\.dtd"|'ficAlimMENESR\.dtd')\s*>""")]
    private static partial Regex Doctype();
}
