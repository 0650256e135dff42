using Microsoft.EntityFrameworkCore;

namespace EduConnect.Testing.Storage;

/// <summary>A factory over a test's stores.</summary>
public sealed class StoreFactory<TDb>(Func<TDb> create) : IDbContextFactory<TDb>
    where TDb : DbContext
{
    public TDb CreateDbContext() => create();
}
