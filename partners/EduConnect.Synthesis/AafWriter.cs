using System.Net;
using System.Text;

namespace EduConnect.Synthesis;

/// <summary>Writes one file: header, operations, end. Keeps one buffer, no record.</summary>
public sealed class AafWriter : IDisposable
{
    private readonly StreamWriter writer;
    private readonly FileDress dress;

    public AafWriter(string path, FileDress dress, IEnumerable<string> header)
    {
        this.dress = dress;
        writer = new StreamWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16), dress.Encoding, 1 << 16);
        if (dress.Declaration.Length > 0)
            Line($"<?xml version=\"1.0\" encoding=\"{dress.Declaration}\"?>");
        Line("<!DOCTYPE ficAlimMENESR SYSTEM \"ficAlimMENESR.dtd\">");
        Line("<ficAlimMENESR>");
        foreach (var comment in header)
            Line($"<!-- {comment} -->");
    }

    /// <summary>A record in full.</summary>
    public void Add(AafRecord record)
    {
        Line("<addRequest>");
        Head(record.Entity, record.Id);
        Line("<attributes>");
        foreach (var attribute in record.Attributes)
        {
            writer.Write("<attr name=\"");
            writer.Write(attribute.Name);
            writer.Write("\">");
            Values(attribute.Values);
            Line("</attr>");
        }
        Line("</attributes>");
        Line("</addRequest>");
    }

    /// <summary>Some attributes of a record that the reader already has.</summary>
    public void Modify(AafEntity entity, string id, IEnumerable<AafAttribute> attributes)
    {
        Line("<modifyRequest>");
        Head(entity, id);
        Line("<modifications>");
        foreach (var attribute in attributes)
        {
            writer.Write("<modification name=\"");
            writer.Write(attribute.Name);
            writer.Write("\" operation=\"replace\">");
            Values(attribute.Values);
            Line("</modification>");
        }
        Line("</modifications>");
        Line("</modifyRequest>");
    }

    /// <summary>A record that left the source.</summary>
    public void Delete(AafEntity entity, string id)
    {
        Line("<deleteRequest>");
        Head(entity, id);
        Line("</deleteRequest>");
    }

    /// <summary>Ends the file.</summary>
    public void Dispose()
    {
        Line("</ficAlimMENESR>");
        writer.Dispose();
    }

    private void Head(AafEntity entity, string id)
    {
        writer.Write("<operationalAttributes><attr name=\"");
        writer.Write(entity.CategoryName());
        writer.Write("\"><value>");
        writer.Write(entity.FileToken());
        Line("</value></attr></operationalAttributes>");
        writer.Write("<identifier><id>");
        writer.Write(id);
        Line("</id></identifier>");
    }

    private void Values(IReadOnlyList<string> values)
    {
        foreach (var value in values)
        {
            if (value.Length == 0)
            {
                writer.Write(dress.LongEmpty ? "<value></value>" : "<value/>");
                continue;
            }
            writer.Write("<value>");
            Text(value);
            writer.Write("</value>");
        }
    }

    private void Text(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': writer.Write("&amp;"); break;
                case '<': writer.Write("&lt;"); break;
                case '>': writer.Write("&gt;"); break;
                case '\'': writer.Write("&apos;"); break;
                case < 128: writer.Write((char)rune.Value); break;
                default: Accent(rune); break;
            }
        }
    }

    private void Accent(Rune rune)
    {
        var letter = rune.ToString();
        var isLost = ReferenceEquals(dress.Encoding, FileDress.Latin9) && FileDress.Latin9.GetString(FileDress.Latin9.GetBytes(letter)) != letter;
        if (dress.Accents == AccentStyle.Letters && !isLost)
            writer.Write(letter);
        else if (dress.Accents == AccentStyle.Names && rune.Value is >= 0xC0 and <= 0xFF)
            writer.Write($"&{HtmlName(rune.Value)};");
        else
            writer.Write($"&#{rune.Value};");
    }

    private void Line(string text)
    {
        writer.Write(text);
        writer.Write(dress.LineEnd);
    }

    /// <summary>Names of the letters of Latin-1: base letter and the English name of its accent.</summary>
    private static string HtmlName(int code)
    {
        var letter = char.ConvertFromUtf32(code);
        foreach (var mark in new[] { "grave", "acute", "circ", "tilde", "uml", "cedil", "ring" })
        {
            var name = $"{NameBook.Unaccented(letter)}{mark}";
            if (WebUtility.HtmlDecode($"&{name};") == letter)
                return name;
        }
        return $"#{code}";
    }
}
