using System.Data.Common;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Storage;
using EduConnect.PostgreSql;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Xunit;

namespace EduConnect.Core.Tests.Platform;

/// <summary>A connection that died with its server: what is asked is asked again, what changes is never repeated (S-MT2).</summary>
[Trait("Rule", "S-MT2")]
public sealed class AnotherLookTests() : StorageSuite(Engine.PostgreSql)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_question_is_asked_again(int deaths)
    {
        var dying = new Dying(deaths);
        await using var db = Open(dying);
        Assert.Equal(0, await db.Set<RetiredUsername>().CountAsync(Cancellation));
        Assert.Empty(await db.Set<RetiredUsername>().ToListAsync(Cancellation));
        Assert.Equal(deaths + 2, dying.Commands);
    }

    [Fact]
    public async Task A_question_is_asked_again_by_those_who_do_not_wait()
    {
        var dying = new Dying(1);
        await using var db = Open(dying);
        Assert.Empty(db.Set<RetiredUsername>().ToList());
        Assert.Equal(2, dying.Commands);
    }

    [Fact]
    public async Task After_three_deaths_it_is_given_up()
    {
        var dying = new Dying(3);
        await using var db = Open(dying);
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => db.Set<RetiredUsername>().CountAsync(Cancellation));
        Assert.True(Stores.Provider.IsUnavailable(fault));
        Assert.Equal(3, dying.Commands);
    }

    [Fact]
    public async Task A_change_is_never_repeated()
    {
        var dying = new Dying(1);
        await using var db = Open(dying);
        db.Add(new RetiredUsername { Username = "x" });
        await Assert.ThrowsAnyAsync<Exception>(() => db.SaveChangesAsync(Cancellation));
        Assert.Equal(1, dying.Commands);

        dying = new Dying(1);
        await using var again = Open(dying);
        await Assert.ThrowsAnyAsync<Exception>(() => again.Set<RetiredUsername>().ExecuteDeleteAsync(Cancellation));
        Assert.Equal(1, dying.Commands);
    }

    [Fact]
    public async Task What_is_read_inside_a_transaction_belongs_to_it()
    {
        var dying = new Dying(1);
        await using var db = Open(dying);
        await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
        await Assert.ThrowsAnyAsync<Exception>(() => db.Set<RetiredUsername>().CountAsync(Cancellation));
        Assert.Equal(1, dying.Commands);
    }

    private MainDb Open(Dying dying)
    {
        var options = new DbContextOptionsBuilder<MainDb>();
        new PostgreSqlProvider().Configure(options, Stores.MainConnection);
        options.AddInterceptors(dying);
        return new MainDb(options.Options);
    }

    /// <summary>The first commands meet a connection whose server is gone.</summary>
    private sealed class Dying(int deaths) : DbCommandInterceptor
    {
        public int Commands { get; private set; }

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            Die();
            return result;
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Die();
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Die();
            return ValueTask.FromResult(result);
        }

        private void Die()
        {
            if (++Commands <= deaths)
            {
                throw new NpgsqlException("The server is gone", new EndOfStreamException());
            }
        }
    }
}
