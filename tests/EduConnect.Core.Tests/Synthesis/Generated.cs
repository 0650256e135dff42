using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EduConnect.Synthesis;

namespace EduConnect.Core.Tests.Synthesis;

/// <summary>A generated folder, removed at the end, and a reader of it that shares no code with the product.</summary>
internal sealed partial class Generated : IDisposable
{
    static Generated() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public Generated(SynthesisOptions options)
    {
        Folder = System.IO.Directory.CreateTempSubdirectory("educonnect-synthesis-").FullName;
        Manifest = new Exporter(options, Folder).Write();
        complets = new Lazy<ILookup<string, XElement>>(() => Manifest.Steps[0].Feeds.SelectMany(feed => Operations(feed.Folder)).ToLookup(Category));
    }

    private readonly Lazy<ILookup<string, XElement>> complets;

    public string Folder { get; }

    public Manifest Manifest { get; }

    public void Dispose() => System.IO.Directory.Delete(Folder, recursive: true);

    public IEnumerable<string> Files(string pattern = "*.xml") =>
        System.IO.Directory.EnumerateFiles(Folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>The operations of the files of one export.</summary>
    public IEnumerable<XElement> Operations(string folder) =>
        System.IO.Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.xml").Order(StringComparer.Ordinal).SelectMany(file => Load(file).Root!.Elements());

    /// <summary>Every record added by the complets whose category is given.</summary>
    public IEnumerable<XElement> Records(string category) => complets.Value[category];

    public static string Category(XElement operation) => operation.Element("operationalAttributes")!.Value;

    public static string Id(XElement operation) => operation.Element("identifier")!.Value;

    /// <summary>The values of an attribute; none when it is absent.</summary>
    public static IReadOnlyList<string> Values(XElement operation, string name) =>
        [.. operation.Descendants().Where(element => (string?)element.Attribute("name") == name).Elements("value").Select(value => value.Value)];

    /// <summary>Reads a file whatever it declares: strict UTF-8 first, Latin-9 otherwise.</summary>
    public static XDocument Load(string file) => XDocument.Parse(Text(File.ReadAllBytes(file)));

    public static string Text(byte[] bytes)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            text = Encoding.GetEncoding("iso-8859-15").GetString(bytes);
        }

        text = Prolog().Replace(text.TrimStart('\uFEFF'), string.Empty);
        return Named().Replace(text, match => WebUtility.HtmlDecode(match.Value));
    }

    [GeneratedRegex("^<\\?xml[^>]*>|<!DOCTYPE[^>]*>")]
    private static partial Regex Prolog();

    [GeneratedRegex("&(?!amp;|lt;|gt;|apos;|quot;|#)[A-Za-z]+;")]
    private static partial Regex Named();
}
