using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Schools.Lists;

/// <summary>Who is selected in a list, kept across pages for a session: a whole result by its search, then boxes ticked and unticked by hand.</summary>
public sealed class ListSelection
{
    /// <summary>The agent's session.</summary>
    public Guid SessionId { get; set; }

    /// <summary>The school.</summary>
    public Guid SchoolId { get; set; }

    /// <summary>The list.</summary>
    public ListKind Kind { get; set; }

    /// <summary>"Tout sélectionner" of this search (JSON of <see cref="ListSearch"/>), evaluated anew each time (S-TN4); null when not used.</summary>
    public string? Everything { get; set; }

    /// <summary>Accounts ticked by hand, as JSON.</summary>
    public string Added { get; set; } = "[]";

    /// <summary>Accounts unticked by hand after <see cref="Everything"/>, as JSON.</summary>
    public string Removed { get; set; } = "[]";

    /// <summary>Last change (UTC), to purge what was left behind.</summary>
    public DateTime ChangedAt { get; set; }
}

/// <summary>Mapping of <see cref="ListSelection"/>.</summary>
public sealed class ListSelectionConfiguration : OperationalConfiguration<ListSelection>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<ListSelection> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("ListSelection");
        builder.HasKey(selection => new { selection.SessionId, selection.SchoolId, selection.Kind });
        builder.HasIndex(selection => selection.ChangedAt);
    }
}
