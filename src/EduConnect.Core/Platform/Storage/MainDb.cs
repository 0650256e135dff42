using System.Reflection;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace EduConnect.Core.Platform.Storage;

/// <summary>The main store: directory, accounts, audit. A replica may answer its reads; sign-in never writes to it.</summary>
/// <remarks>
/// With <see cref="SchoolScope"/> set, everything that belongs to a school is seen and saved for that school only (S-TN1): one named query
/// filter on every entity that has a <c>SchoolId</c> (and on the school itself), and one check before every save. Every save also tells the other schools
/// of a guardian what an agent did to them (S-TN2).
/// </remarks>
public sealed class MainDb(DbContextOptions<MainDb> options) : StoreDb(options)
{
    /// <summary>Name of the query filter.</summary>
    public const string SchoolFilter = "SchoolScope";

    private const string SchoolId = nameof(SchoolId);

    /// <summary>The one school this unit of work is about; null for the service itself. Forgotten when the context goes back to its pool.</summary>
    public Guid? SchoolScope { get; set; }

    /// <inheritdoc />
    protected override Type ConfigurationKind => typeof(MainConfiguration<>);

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">the save holds what an agent did to an account: other schools may have to be told, which waits for an answer of the store</exception>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        if (LinkedSchools.MayConcern(this))
        {
            throw new InvalidOperationException("What an agent does to an account is saved by SaveChangesAsync.");
        }

        EnsureInScope();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc />
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        await LinkedSchools.TellAsync(this, cancellationToken);
        EnsureInScope();
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        SchoolScope = null;
        base.Dispose();
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        SchoolScope = null;
        return base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Schools.School>().HasQueryFilter(SchoolFilter, school => SchoolScope == null || school.Id == SchoolScope);
        var required = typeof(MainDb).GetMethod(nameof(FilterRequired), BindingFlags.Instance | BindingFlags.NonPublic)!;
        var optional = typeof(MainDb).GetMethod(nameof(FilterOptional), BindingFlags.Instance | BindingFlags.NonPublic)!;
        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            if (entity.FindProperty(SchoolId) is { } property)
            {
                var filter = property.ClrType == typeof(Guid) ? required : optional;
                filter.MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);
            }
        }
    }

    private void FilterRequired<TEntity>(ModelBuilder builder)
        where TEntity : class =>
        builder.Entity<TEntity>().HasQueryFilter(SchoolFilter, row => SchoolScope == null || EF.Property<Guid>(row, SchoolId) == SchoolScope);

    private void FilterOptional<TEntity>(ModelBuilder builder)
        where TEntity : class =>
        builder.Entity<TEntity>().HasQueryFilter(SchoolFilter, row => SchoolScope == null || EF.Property<Guid?>(row, SchoolId) == SchoolScope);

    private void EnsureInScope()
    {
        if (SchoolScope is { } scope && ChangeTracker.Entries().Any(entry => IsChanged(entry) && IsElsewhere(entry, scope)))
        {
            throw new OutsideSchoolException();
        }
    }

    private static bool IsChanged(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    // What another school has to be told is the one thing that a unit of work writes for it, and it is only ever added.
    private static bool IsElsewhere(EntityEntry entry, Guid scope) => entry.Entity is Schools.School school
        ? school.Id != scope
        : !(entry is { State: EntityState.Added, Entity: AuditEvent told } && LinkedSchools.IsTold(told))
        && entry.Metadata.FindProperty(SchoolId) is not null && !Equals(entry.Property(SchoolId).CurrentValue, scope);
}

/// <summary>A unit of work about one school tried to save something of another: a fault of ours, stopped before it reaches the database.</summary>
public sealed class OutsideSchoolException : Exception
{
    /// <summary>Stopped.</summary>
    public OutsideSchoolException()
        : base("A row of another school was about to be saved.")
    {
    }

    /// <summary>Stopped, with a message for the log.</summary>
    public OutsideSchoolException(string message)
        : base(message)
    {
    }

    /// <summary>Stopped because of another failure.</summary>
    public OutsideSchoolException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
