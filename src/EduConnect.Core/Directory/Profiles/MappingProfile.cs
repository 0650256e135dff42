using System.Collections.Frozen;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Profiles;

/// <summary>How one AAF project names its files, attributes, composites and codes. Configuration, not code: see the JSON files beside this one.</summary>
public sealed class MappingProfile
{
    private readonly FrozenDictionary<string, AafEntity> _files;
    private readonly FrozenDictionary<string, AafEntity> _categories;
    private readonly FrozenSet<string> _unused;
    private readonly Dictionary<string, LinkLevel> _levels;
    private readonly Dictionary<string, string> _relations;
    private readonly string _otherRelation;

    internal MappingProfile(ProfileFile file)
    {
        Name = file.Name;
        Degree = DegreeCode.Parse(file.Degree) ?? throw new InvalidDataException($"profile {file.Name} has no degree");
        _files = file.Files.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _categories = file.Categories.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _unused = file.Unused.ToFrozenSet(StringComparer.Ordinal);
        _levels = file.Levels;
        _relations = file.Relations;
        _otherRelation = file.OtherRelation!;
        SelfRelation = file.SelfRelation!;
        School = new FieldMap<SchoolField>(file.School);
        Pupil = new FieldMap<PupilField>(file.Pupil);
        Guardian = new FieldMap<GuardianField>(file.Guardian);
        Mef = new FieldMap<MefField>(file.Mef);
        Guardians = new CompositeLayout(file.Composites["guardians"]);
        Classes = new CompositeLayout(file.Composites["classes"]);
        Groups = new CompositeLayout(file.Composites["groups"]);
        HostSchools = new CompositeLayout(file.Composites["hostSchools"]);
        ClassExits = new CompositeLayout(file.Composites["classExits"]);
        SchoolClasses = new CompositeLayout(file.Composites["schoolClasses"]);
    }

    /// <summary>Project name, such as <c>ENT2D</c>.</summary>
    public string Name { get; }

    /// <summary>The degree it serves.</summary>
    public Degree Degree { get; }

    /// <summary>Relation code of a pupil who is their own guardian.</summary>
    public string SelfRelation { get; }

    internal FieldMap<SchoolField> School { get; }

    internal FieldMap<PupilField> Pupil { get; }

    internal FieldMap<GuardianField> Guardian { get; }

    internal FieldMap<MefField> Mef { get; }

    internal CompositeLayout Guardians { get; }

    internal CompositeLayout Classes { get; }

    internal CompositeLayout Groups { get; }

    internal CompositeLayout HostSchools { get; }

    internal CompositeLayout ClassExits { get; }

    internal CompositeLayout SchoolClasses { get; }

    /// <summary>The entity a file token announces; null when the profile does not know it.</summary>
    public AafEntity? EntityOfFile(string token) => _files.TryGetValue(token, out var entity) ? entity : null;

    /// <summary>The entity of a record's category; null when the profile does not know it.</summary>
    public AafEntity? EntityOfCategory(string category) => _categories.TryGetValue(category, out var entity) ? entity : null;

    /// <summary>True when some field uses the attribute.</summary>
    public bool Knows(string attribute) =>
        School.TryFind(attribute, out _, out _) || Pupil.TryFind(attribute, out _, out _) || Guardian.TryFind(attribute, out _, out _);

    /// <summary>True for an attribute that is known to be of no use here.</summary>
    public bool PassesOver(string attribute) => _unused.Contains(attribute);

    /// <summary>The code of today's relation table for an old or new code (aaf-format §7.1: old 1 is the father, new 10 the mother).</summary>
    public string Relation(string code) => _relations.GetValueOrDefault(code.TrimStart('0'), _otherRelation);

    /// <summary>True when the relation table knows the code.</summary>
    public bool KnowsRelation(string code) => _relations.ContainsKey(code.TrimStart('0'));

    /// <summary>What a level of responsibility means; an unknown one is a contact, who gets nothing.</summary>
    public LinkLevel Level(string code) => _levels.GetValueOrDefault(code);
}
