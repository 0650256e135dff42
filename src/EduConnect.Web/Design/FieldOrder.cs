namespace EduConnect.Web.Design;

/// <summary>The fields of the page in the order they were drawn, so that the error summary can list and link them in that order.</summary>
internal sealed class FieldOrder
{
    private readonly List<(string Name, string Anchor)> fields = [];

    public static FieldOrder Of(HttpContext context)
    {
        if (context.Items[typeof(FieldOrder)] is not FieldOrder order)
        {
            context.Items[typeof(FieldOrder)] = order = new FieldOrder();
        }

        return order;
    }

    public void Add(string name, string anchor) => fields.Add((name, anchor));

    /// <summary>The rank of a field; those nobody drew come last.</summary>
    public int Rank(string name)
    {
        var rank = fields.FindIndex(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));
        return rank < 0 ? int.MaxValue : rank;
    }

    /// <summary>The element to go to for a field, or the first field of the page, or null on a page without fields.</summary>
    public string? Anchor(string name)
    {
        var rank = Rank(name);
        return rank < fields.Count ? fields[rank].Anchor : fields.Count > 0 ? fields[0].Anchor : null;
    }
}
