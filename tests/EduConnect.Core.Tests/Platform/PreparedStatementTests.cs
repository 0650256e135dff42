using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Storage;
using EduConnect.PostgreSql;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace EduConnect.Core.Tests.Platform;

/// <summary>PostgreSQL plans what every sign-in asks once for each connection, unless the operator says otherwise.</summary>
public sealed class PreparedStatementTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public async ValueTask InitializeAsync() => _stores = await TestStores.CreateAsync(Engine.PostgreSql);

    public async ValueTask DisposeAsync() => await _stores.DisposeAsync();

    [Theory]
    [InlineData("", true)]
    [InlineData(";Max Auto Prepare=0", false)]
    public async Task Statements_used_often_are_prepared_unless_the_connection_string_says_no(string said, bool isPrepared)
    {
        var silent = new NpgsqlConnectionStringBuilder(_stores.MainConnection);
        silent.Remove("Max Auto Prepare");
        var options = new DbContextOptionsBuilder<MainDb>();
        new PostgreSqlProvider().Configure(options, silent.ConnectionString + said);
        await using var main = new MainDb(options.Options);
        await main.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 10; i++)
        {
            await main.Set<Account>().AnyAsync(account => account.Username == "personne", TestContext.Current.CancellationToken);
        }

        var prepared = await main.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from pg_prepared_statements where statement like '%account%'").SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(isPrepared, prepared > 0);
        NpgsqlConnection.ClearPool((NpgsqlConnection)main.Database.GetDbConnection());
    }
}
