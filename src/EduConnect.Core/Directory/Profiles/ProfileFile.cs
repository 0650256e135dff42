using System.Text.Json;
using System.Text.Json.Serialization;

namespace EduConnect.Core.Directory.Profiles;

/// <summary>A mapping profile as written in JSON; what it leaves out comes from the profile it extends.</summary>
internal sealed record ProfileFile
{
    public string? Extends { get; init; }

    public required string Name { get; init; }

    public string? Degree { get; init; }

    public Dictionary<string, AafEntity> Files { get; init; } = [];

    public Dictionary<string, AafEntity> Categories { get; init; } = [];

    public Dictionary<string, string[]> School { get; init; } = [];

    public Dictionary<string, string[]> Pupil { get; init; } = [];

    public Dictionary<string, string[]> Guardian { get; init; } = [];

    public Dictionary<string, string[]> Mef { get; init; } = [];

    public Dictionary<string, Dictionary<string, int>> Composites { get; init; } = [];

    public Dictionary<string, LinkLevel> Levels { get; init; } = [];

    public Dictionary<string, string> Relations { get; init; } = [];

    /// <summary>Attributes that are known and of no use here: they are passed over without a word.</summary>
    public string[] Unused { get; init; } = [];

    public string? OtherRelation { get; init; }

    public string? SelfRelation { get; init; }

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public static ProfileFile Read(Stream stream) => JsonSerializer.Deserialize<ProfileFile>(stream, Options)!;

    public ProfileFile Over(ProfileFile parent) => this with
    {
        Extends = null,
        Degree = Degree ?? parent.Degree,
        Files = Merge(parent.Files, Files),
        Categories = Merge(parent.Categories, Categories),
        School = Merge(parent.School, School),
        Pupil = Merge(parent.Pupil, Pupil),
        Guardian = Merge(parent.Guardian, Guardian),
        Mef = Merge(parent.Mef, Mef),
        Composites = Merge(parent.Composites, Composites),
        Levels = Merge(parent.Levels, Levels),
        Relations = Merge(parent.Relations, Relations),
        Unused = [.. parent.Unused, .. Unused],
        OtherRelation = OtherRelation ?? parent.OtherRelation,
        SelfRelation = SelfRelation ?? parent.SelfRelation,
    };

    private static Dictionary<string, T> Merge<T>(Dictionary<string, T> parent, Dictionary<string, T> own)
    {
        var merged = new Dictionary<string, T>(parent, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in own)
        {
            merged[name] = value;
        }

        return merged;
    }
}
