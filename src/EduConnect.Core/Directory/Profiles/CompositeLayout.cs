namespace EduConnect.Core.Directory.Profiles;

/// <summary>How a value made of <c>$</c>-separated parts is laid out; parts that a profile does not have are absent.</summary>
internal sealed class CompositeLayout(IReadOnlyDictionary<string, int> numbers)
{
    private readonly int _least = numbers["least"];
    private readonly int _most = numbers["most"];
    private readonly int _school = numbers.GetValueOrDefault("school", -1);
    private readonly int _code = numbers.GetValueOrDefault("code", -1);
    private readonly int _label = numbers.GetValueOrDefault("label", -1);
    private readonly int _date = numbers.GetValueOrDefault("date", -1);
    private readonly int _guardian = numbers.GetValueOrDefault("guardian", -1);
    private readonly int _relation = numbers.GetValueOrDefault("relation", -1);
    private readonly int _level = numbers.GetValueOrDefault("level", -1);

    /// <summary>True when the composite tells the level of a tie; otherwise everyone listed is a legal guardian.</summary>
    public bool HasLevel => _level >= 0;

    /// <summary>Splits without dropping empty parts; null when their number is not the expected one.</summary>
    public string[]? Split(string value)
    {
        var parts = value.Split('$', StringSplitOptions.TrimEntries);
        return parts.Length >= _least && parts.Length <= _most ? parts : null;
    }

    public string School(string[] parts) => Part(parts, _school);

    public string Code(string[] parts) => Part(parts, _code);

    public string Label(string[] parts) => Part(parts, _label);

    public string Date(string[] parts) => Part(parts, _date);

    public string Guardian(string[] parts) => Part(parts, _guardian);

    public string Relation(string[] parts) => Part(parts, _relation);

    public string Level(string[] parts) => Part(parts, _level);

    private static string Part(string[] parts, int index) => index >= 0 && index < parts.Length ? parts[index] : string.Empty;
}
