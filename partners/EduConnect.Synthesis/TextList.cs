namespace EduConnect.Synthesis;

/// <summary>The word lists embedded beside this code (Texts), one entry a line.</summary>
public static class TextList
{
    /// <summary>The lines of one list.</summary>
    public static IReadOnlyList<string> Read(string name)
    {
        using var stream = typeof(TextList).Assembly.GetManifestResourceStream($"Synthesis.{name}")
            ?? throw new InvalidOperationException($"The list {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
