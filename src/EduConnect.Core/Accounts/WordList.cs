using System.Reflection;

namespace EduConnect.Core.Accounts;

/// <summary>Reads the word lists that lie beside the code: one word a line, <c>#</c> begins a remark.</summary>
internal static class WordList
{
    public static string[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("EduConnect.Core." + name)
            ?? throw new InvalidOperationException($"word list {name} is missing from the build");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Select(line => line.Split('#')[0].Trim()).Where(word => word.Length > 0)];
    }
}
