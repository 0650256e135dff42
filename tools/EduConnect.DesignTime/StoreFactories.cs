using EduConnect.Core.Platform.Storage;
using EduConnect.PostgreSql;
using EduConnect.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace EduConnect.DesignTime;

/// <summary>Makes the main store for <c>dotnet ef … -- sqlite|postgresql</c>.</summary>
internal sealed class MainDbFactory : IDesignTimeDbContextFactory<MainDb>
{
    public MainDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<MainDb>();
        Engines.Configure(options, args);
        return new MainDb(options.Options);
    }
}

/// <summary>Makes the operational store for <c>dotnet ef … -- sqlite|postgresql</c>.</summary>
internal sealed class OperationalDbFactory : IDesignTimeDbContextFactory<OperationalDb>
{
    public OperationalDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<OperationalDb>();
        Engines.Configure(options, args);
        return new OperationalDb(options.Options);
    }
}

/// <summary>Chooses the engine; nothing is ever opened at design time.</summary>
internal static class Engines
{
    public static void Configure(DbContextOptionsBuilder options, string[] args)
    {
        if (args is ["postgresql", ..])
        {
            new PostgreSqlProvider().Configure(options, "Host=127.0.0.1;Database=design");
        }
        else
        {
            new SqliteProvider().Configure(options, "Data Source=:memory:");
        }
    }
}
