namespace EduConnect.Core.Directory.Reading;

/// <summary>What a request of an export asks for.</summary>
public enum AafOperation
{
    /// <summary><c>addRequest</c>: the whole record.</summary>
    Add,

    /// <summary><c>modifyRequest</c>: the named attributes replaced, the others unchanged.</summary>
    Modify,

    /// <summary><c>deleteRequest</c>.</summary>
    Delete,
}

/// <summary>One request of an export. The reader refills the same object, so that a file of any size costs one record of memory.</summary>
public sealed class AafRecord
{
    private readonly List<KeyValuePair<string, string>> _values = new(48);

    /// <summary>What is asked.</summary>
    public AafOperation Operation { get; private set; }

    /// <summary>Category, such as <c>Eleve</c>; empty when the record has none.</summary>
    public string Category { get; internal set; } = string.Empty;

    /// <summary>Identifier in its source.</summary>
    public string Id { get; internal set; } = string.Empty;

    /// <summary>Place in the file, from 1.</summary>
    public int Position { get; private set; }

    /// <summary>Attribute names with their values in file order, one pair per value; an empty value is kept, it clears the attribute.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values => _values;

    internal void Start(AafOperation operation, int position)
    {
        Operation = operation;
        Position = position;
        Category = string.Empty;
        Id = string.Empty;
        _values.Clear();
    }

    internal void Add(string name, string value) => _values.Add(new(name, value));
}
