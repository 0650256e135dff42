using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace EduConnect.Core.Tests.Platform;

/// <summary>The migrations lead to the model, from an empty database and from every released version.</summary>
public sealed class MigrationTests
{
    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.PostgreSql];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_migrations_say_all_that_the_model_says(Engine engine)
    {
        await using var stores = await TestStores.CreateAsync(engine, withSchema: false);
        await using var main = stores.Main();
        await using var operational = stores.Operational();
        Assert.False(main.Database.HasPendingModelChanges(), "run tools/add-migration.sh NAME");
        Assert.False(operational.Database.HasPendingModelChanges(), "run tools/add-migration.sh NAME");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Every_released_version_upgrades_to_this_one(Engine engine)
    {
        foreach (var version in await VersionsAsync(engine))
        {
            await using var stores = await TestStores.CreateAsync(engine, withSchema: false);
            await UpgradeAsync(stores, version);
            await UpgradeAsync(stores, null);
            await using var main = stores.Main();
            Assert.Empty(await main.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
            var data = new TestData(main);
            data.Pupil(data.School());
            await data.SaveAsync();
            Assert.Equal(1, await main.Set<Pupil>().CountAsync(TestContext.Current.CancellationToken));
        }
    }

    /// <summary>What <c>dotnet ef migrations script</c> prints for whoever hands SQL to a database administrator; <c>--idempotent</c> looks at every step whether it was done, and PostgreSQL alone can.</summary>
    [Theory]
    [InlineData(Engine.Sqlite, false)]
    [InlineData(Engine.PostgreSql, false)]
    [InlineData(Engine.PostgreSql, true)]
    public async Task The_script_of_all_migrations_runs_as_one_command_on_an_empty_database(Engine engine, bool isIdempotent)
    {
        await using var stores = await TestStores.CreateAsync(engine, withSchema: false);
        await using var main = stores.Main();
        await using var operational = stores.Operational();
        foreach (StoreDb db in new StoreDb[] { main, operational })
        {
            var script = db.GetService<IMigrator>().GenerateScript(options: isIdempotent ? MigrationsSqlGenerationOptions.Idempotent : MigrationsSqlGenerationOptions.Default);
            for (var run = 0; run < (isIdempotent ? 2 : 1); run++)
            {
                await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = script;
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
                await db.Database.CloseConnectionAsync();
            }

            Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        }

        var data = new TestData(main);
        data.Pupil(data.School());
        await data.SaveAsync();
    }

    private static async Task<IReadOnlyList<string>> VersionsAsync(Engine engine)
    {
        await using var stores = await TestStores.CreateAsync(engine, withSchema: false);
        await using var main = stores.Main();
        var versions = main.Database.GetMigrations().Select(Name).ToList();
        Assert.NotEmpty(versions);
        return versions;
    }

    /// <summary>Both stores are migrated by the name they share; a store without that migration goes to its latest.</summary>
    private static async Task UpgradeAsync(TestStores stores, string? version)
    {
        await using var main = stores.Main();
        await using var operational = stores.Operational();
        foreach (StoreDb db in new StoreDb[] { main, operational })
        {
            var target = db.Database.GetMigrations().FirstOrDefault(migration => version is not null && Name(migration) == version);
            await db.GetService<IMigrator>().MigrateAsync(target, TestContext.Current.CancellationToken);
        }
    }

    private static string Name(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
