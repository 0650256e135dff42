using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Platform.Storage;

/// <summary>How an entity of the main store (directory, accounts, audit) is mapped; stands beside its entity.</summary>
public abstract class MainConfiguration<TEntity> : IEntityTypeConfiguration<TEntity>
    where TEntity : class
{
    /// <inheritdoc />
    public abstract void Configure(EntityTypeBuilder<TEntity> builder);
}

/// <summary>How an entity of the operational store (sessions, codes, counters, journal) is mapped; stands beside its entity.</summary>
public abstract class OperationalConfiguration<TEntity> : IEntityTypeConfiguration<TEntity>
    where TEntity : class
{
    /// <inheritdoc />
    public abstract void Configure(EntityTypeBuilder<TEntity> builder);
}
