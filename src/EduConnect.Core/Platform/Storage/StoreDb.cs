using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Storage;

/// <summary>What the two stores share: names, instants, and the search for configurations of their kind.</summary>
public abstract class StoreDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>The generic base class of the configurations that belong to this store.</summary>
    protected abstract Type ConfigurationKind { get; }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Conventions.Add(_ => new SnakeCaseConvention());
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(
            typeof(StoreDb).Assembly,
            type => type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == ConfigurationKind);
    }
}

/// <summary>The operational store: sessions, one-time codes, tokens, counters, outbox of sign-in, journal. Always writable.</summary>
public sealed class OperationalDb(DbContextOptions<OperationalDb> options) : StoreDb(options)
{
    /// <inheritdoc />
    protected override Type ConfigurationKind => typeof(OperationalConfiguration<>);
}
