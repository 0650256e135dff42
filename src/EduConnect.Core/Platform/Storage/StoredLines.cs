using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace EduConnect.Core.Platform.Storage;

/// <summary>Short lists as one text each, separated by line feeds: the same on every provider, for what nothing ever searches inside.</summary>
public static class StoredLines
{
    /// <summary>Maps a list.</summary>
    public static void Map(PropertyBuilder<IReadOnlyList<string>> property)
    {
        ArgumentNullException.ThrowIfNull(property);
        property.HasConversion(
            new ValueConverter<IReadOnlyList<string>, string>(
                values => string.Join('\n', values),
                text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            new ValueComparer<IReadOnlyList<string>>(
                (left, right) => left!.SequenceEqual(right!),
                values => values.Aggregate(0, (hash, value) => HashCode.Combine(hash, value)),
                values => values));
    }
}
