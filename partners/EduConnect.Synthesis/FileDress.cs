using System.Text;

namespace EduConnect.Synthesis;

/// <summary>How one file is written: what it declares, what it really is, how it ends its lines and writes its accents.</summary>
/// <param name="Declaration">The encoding that the first line declares; empty: no XML declaration.</param>
/// <param name="Encoding">The encoding of the bytes.</param>
/// <param name="Accents">Plain letters, numeric entities, or the named entities of HTML.</param>
public sealed record FileDress(string Declaration, Encoding Encoding, string LineEnd, AccentStyle Accents, bool LongEmpty)
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    private static readonly Encoding Utf8WithMark = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Latin-9; a letter it lacks must be written as an entity.</summary>
    public static Encoding Latin9 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("iso-8859-15")!;

    /// <summary>The dress of a file: plain, or one of those that row 13 knows.</summary>
    public static FileDress Draw(SynthesisOptions options, Feed feed, int day, AafEntity entity, int chunk)
    {
        var plain = options.Latin
            ? new FileDress("ISO-8859-15", Latin9, "\n", AccentStyle.Letters, LongEmpty: false)
            : new FileDress("UTF-8", Utf8, "\n", AccentStyle.Letters, LongEmpty: false);
        if (options.Shape == HeaderShape.Of2013)
            plain = plain with { Declaration = options.Latin ? plain.Declaration : "" };
        var dice = new Dice(options.Seed, DiceUse.File, feed.Index, (day * 10) + (int)entity, chunk);
        if (!dice.Chance(options.Irregularities.Share(Irregularity.Encoding)))
            return plain;
        return dice.Below(8) switch
        {
            0 => plain with { Declaration = "ISO-8859-15", Encoding = Utf8 },
            1 => plain with { Declaration = "", Encoding = Utf8 },
            2 => plain with { Accents = AccentStyle.Numbers },
            3 => plain with { Accents = AccentStyle.Names },
            4 => plain with { LineEnd = "\r\n" },
            5 => plain with { LineEnd = "\r" },
            6 => plain with { Declaration = "ISO-8859-15", Encoding = Latin9, LongEmpty = true },
            _ => plain with { Declaration = "UTF-8", Encoding = Utf8WithMark },
        };
    }
}

/// <summary>How letters beyond ASCII are written.</summary>
public enum AccentStyle
{
    Letters,

    /// <summary>&amp;#201;</summary>
    Numbers,

    /// <summary>&amp;eacute; where HTML has a name, which the DTD does not declare.</summary>
    Names,
}
