namespace EduConnect.Demonstration.Demo;

/// <summary>The French texts of the demonstration: files of the folder <c>Texts</c>, in the assembly.</summary>
internal static class DemoTexts
{
    public static string Read(string name)
    {
        using var stream = typeof(DemoTexts).Assembly.GetManifestResourceStream("demo:" + name)
            ?? throw new InvalidOperationException($"There is no text {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }

    /// <summary>The cells of a table: separated by semicolons, lines of remarks begin with <c>#</c>.</summary>
    public static IEnumerable<string[]> Lines(string name) =>
        Read(name).Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(';'));
}
