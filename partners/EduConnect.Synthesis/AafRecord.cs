namespace EduConnect.Synthesis;

/// <summary>The kinds of files, in the order they are written.</summary>
public enum AafEntity
{
    School,
    Mef,
    Pupil,
    Guardian,
}

/// <summary>One attribute and its values; none or one empty value both mean absent.</summary>
public readonly record struct AafAttribute(string Name, IReadOnlyList<string> Values)
{
    public bool SameAs(AafAttribute other) => Name == other.Name && Values.SequenceEqual(other.Values);
}

/// <summary>One record of one source on one day, as its file shows it.</summary>
public sealed record AafRecord(AafEntity Entity, string Id, IReadOnlyList<AafAttribute> Attributes);

/// <summary>Collects the attributes of a record in their order.</summary>
public sealed class AttributeList
{
    private readonly List<AafAttribute> attributes = new(32);

    public AttributeList Add(string name, string value)
    {
        attributes.Add(new AafAttribute(name, [value]));
        return this;
    }

    public AttributeList Add(string name, IReadOnlyList<string> values)
    {
        attributes.Add(new AafAttribute(name, values.Count == 0 ? [""] : values));
        return this;
    }

    public AafRecord Record(AafEntity entity, string id) => new(entity, id, attributes);
}

/// <summary>How files and records name an entity.</summary>
public static class AafEntities
{
    public static string FileToken(this AafEntity entity) => entity switch
    {
        AafEntity.School => "EtabEducNat",
        AafEntity.Mef => "MefEducNat",
        AafEntity.Pupil => "Eleve",
        _ => "PersRelEleve",
    };

    public static string CategoryName(this AafEntity entity) => entity switch
    {
        AafEntity.School => "categorieStructure",
        AafEntity.Mef => "categorieMef",
        _ => "categoriePersonne",
    };
}
