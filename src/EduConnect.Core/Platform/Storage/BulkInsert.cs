using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace EduConnect.Core.Platform.Storage;

/// <summary>Writes many entities into their table, without the change tracker.</summary>
public static class BulkInsert
{
    private static readonly ConcurrentDictionary<IEntityType, Shape> Shapes = new();

    /// <summary>Writes <paramref name="entities"/> as rows, through the bulk way of the engine; no entity, no statement.</summary>
    public static async Task InsertAsync<TEntity>(this IBulkStore bulk, MainDb db, IReadOnlyCollection<TEntity> entities, CancellationToken cancellationToken)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(bulk);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(entities);
        if (entities.Count > 0)
        {
            var shape = Shapes.GetOrAdd(db.Model.FindEntityType(typeof(TEntity))!, Describe);
            await bulk.CopyAsync(shape.Table, shape.Columns, Rows(shape, entities), cancellationToken);
        }
    }

    /// <summary>Writes <paramref name="entities"/> as rows, over those with the same primary key where there are any; no entity, no statement.</summary>
    public static async Task MergeAsync<TEntity>(this IBulkStore bulk, MainDb db, IReadOnlyCollection<TEntity> entities, CancellationToken cancellationToken)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(bulk);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(entities);
        if (entities.Count > 0)
        {
            var shape = Shapes.GetOrAdd(db.Model.FindEntityType(typeof(TEntity))!, Describe);
            await bulk.MergeAsync(shape.Table, shape.Columns, shape.Keys, Rows(shape, entities), cancellationToken);
        }
    }

#pragma warning disable CS1998 // rows are at hand; the store takes an asynchronous sequence
    private static async IAsyncEnumerable<object?[]> Rows<TEntity>(Shape shape, IReadOnlyCollection<TEntity> entities)
    {
        var row = new object?[shape.Getters.Length];
        foreach (var entity in entities)
        {
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = shape.Getters[i](entity!);
            }

            yield return row;
        }
    }
#pragma warning restore CS1998

    private static Shape Describe(IEntityType type)
    {
        var table = StoreObjectIdentifier.Table(type.GetTableName()!, type.GetSchema());
        var properties = type.GetProperties().ToArray();
        var keys = type.FindPrimaryKey()!.Properties;
        return new(table.Name, [.. properties.Select(property => property.GetColumnName(table)!)], [.. keys.Select(property => property.GetColumnName(table)!)], [.. properties.Select(Getter)]);
    }

    private static Func<object, object?> Getter(IProperty property)
    {
        var getter = property.GetGetter();
        var convert = property.GetTypeMapping().Converter?.ConvertToProvider;
        return convert is null || Nullable.GetUnderlyingType(property.ClrType) == typeof(DateTime) || property.ClrType == typeof(DateTime)
            ? entity => Cut(getter.GetClrValue(entity))
            : entity => getter.GetClrValue(entity) is { } value ? convert(value) : null;
    }

    private static object? Cut(object? value) =>
        value is DateTime instant ? new DateTime(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc) : value;

    private sealed record Shape(string Table, string[] Columns, string[] Keys, Func<object, object?>[] Getters);
}
