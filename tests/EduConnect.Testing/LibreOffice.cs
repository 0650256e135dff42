using System.Diagnostics;
using System.Xml.Linq;

namespace EduConnect.Testing;

/// <summary>A cell as LibreOffice Calc understood it.</summary>
/// <param name="Text">what it shows; for a day <c>dd/MM/yyyy</c> and for a time <c>HH:mm:ss</c>, whatever the format of the cell</param>
/// <param name="Formula">the formula it computes; null when it is a plain value</param>
public sealed record SheetCell(string Text, string? Formula);

/// <summary>How the person who opens the file answered the question of LibreOffice.</summary>
public enum SheetImport
{
    /// <summary>Semicolons, French, and everything a spreadsheet can guess: days, times, powers of ten, formulas.</summary>
    Guessing,

    /// <summary>What the question proposes unasked: commas, semicolons and tabs all separate.</summary>
    AsProposed,
}

/// <summary>LibreOffice Calc without screen (Debian <c>libreoffice-calc-nogui</c>), with a profile of its own: opens files of lines as a school does and tells what it sees.</summary>
public static class LibreOffice
{
    // The profile of somebody in France: French is how numbers and days are shown, not only how they are read.
    private const string French = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oor:items xmlns:oor="http://openoffice.org/2001/registry">
        <item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item>
        </oor:items>
        """;

    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static readonly XNamespace Words = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    /// <summary>The rows of each file, by its name; empty cells and rows at the end are left out.</summary>
    public static async Task<Dictionary<string, List<List<SheetCell>>>> OpenAsync(SheetImport import, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        var program = Require.Executable("soffice", "/usr/lib/libreoffice/program");
        var folder = Directory.CreateTempSubdirectory("educonnect-sheets-").FullName;
        try
        {
            foreach (var (name, content) in files)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, name + ".csv"), content, cancellationToken);
            }

            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "profile", "user")).FullName, "registrymodifications.xcu"), French, cancellationToken);
            await ConvertAsync(program, folder, import, files.Keys, cancellationToken);
            return files.Keys.ToDictionary(name => name, name => Read(XDocument.Load(Path.Combine(folder, name + ".fods"), LoadOptions.PreserveWhitespace)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Tokens of the filter "Text - txt - csv": separators, quote, UTF-8, first line, columns, French, quoted is text, guess.
    private static async Task ConvertAsync(string program, string folder, SheetImport import, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var filter = "--infilter=Text - txt - csv (StarCalc):" + (import == SheetImport.Guessing ? "59,34,76,1,,1036,false,true" : "44/59/9,34,76,1,,1036,false,false");
        var start = new ProcessStartInfo(program, [$"-env:UserInstallation=file://{folder}/profile", "--headless", filter, "--convert-to", "fods", "--outdir", folder, .. names.Select(name => Path.Combine(folder, name + ".csv"))])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Concat(await said));
        }
    }

    private static List<List<SheetCell>> Read(XDocument document)
    {
        var rows = document.Descendants(Table + "table-row").SelectMany(row => Repeat(Cells(row), row, "number-rows-repeated")).ToList();
        return rows[..(rows.FindLastIndex(row => row.Count > 0) + 1)];
    }

    private static List<SheetCell> Cells(XElement row)
    {
        var cells = row.Elements().Where(cell => cell.Name == Table + "table-cell" || cell.Name == Table + "covered-table-cell")
            .SelectMany(cell => Repeat(new SheetCell(Text(cell), (string?)cell.Attribute(Table + "formula")), cell, "number-columns-repeated")).ToList();
        return cells[..(cells.FindLastIndex(cell => cell.Text.Length > 0) + 1)];
    }

    // A sheet ends in a million empty rows written as one: as many as a file of ours could have are enough.
    private static IEnumerable<T> Repeat<T>(T one, XElement element, string attribute) => Enumerable.Repeat(one, Math.Min(100, (int?)element.Attribute(Table + attribute) ?? 1));

    private static string Text(XElement cell) => (string?)cell.Attribute(Office + "value-type") switch
    {
        "date" => DateOnly.Parse(cell.Attribute(Office + "date-value")!.Value, null).ToString("dd'/'MM'/'yyyy", null),
        "time" => System.Xml.XmlConvert.ToTimeSpan(cell.Attribute(Office + "time-value")!.Value).ToString("hh':'mm':'ss", null),
        _ => string.Join('\n', cell.Elements(Words + "p").Select(paragraph => string.Concat(paragraph.DescendantNodes().Select(Sign)))),
    };

    private static string Sign(XNode node) => node switch
    {
        XText text => text.Value,
        XElement element when element.Name == Words + "s" => new string(' ', (int?)element.Attribute(Words + "c") ?? 1),
        XElement element when element.Name == Words + "tab" => "\t",
        XElement element when element.Name == Words + "line-break" => "\n",
        _ => string.Empty,
    };
}
