using System.Data.Common;
using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>
/// A school that informs a guardian while the import joins accounts: whoever was told is never joined behind their back (domain 4.2). Only the server lets both write at once.
/// </summary>
public sealed class MatchingRaceTests() : StorageSuite(Engine.PostgreSql)
{
    [Fact]
    [Trait("Rule", "S-XM4")]
    public async Task An_account_that_is_informed_between_the_rule_and_the_joining_lives_on_and_the_record_is_proposed_to_it()
    {
        await new ImportHarness(Stores, Clock).AppliedAsync(new AafText { Date = "20261119" }.School()
            .Pupil("1", "QUERVEUR", "Éloane", "19/02/2014", links: ["8$10$1$1$1$1", "9$10$1$1$1$1"])
            .Guardian("8", "ZANI", "Maïwenn", "0639980001").Guardian("9", "ZANI", "Maïwenn", mail: "m.zani@exemple.test").Write(Path.Combine(Stores.Folder, "a")));
        var informer = new Informer(this);
        var options = new DbContextOptionsBuilder<MainDb>().AddInterceptors(informer);
        Stores.Provider.Configure(options, Stores.MainConnection);
        var harness = new ImportHarness(Stores, Clock) { OpenMain = () => new MainDb(options.Options) };
        var both = new AafText { Date = "20261120", Kind = "Delta" }.Pupil("2", "QUERVEUR", "Titouan", "03/11/2015", links: ["7$10$1$1$1$1"])
            .Guardian("7", "ZANI", "Maïwenn", "0639980001", "m.zani@exemple.test");
        await harness.AppliedAsync(both.Write(Path.Combine(Stores.Folder, "b")));
        await using var db = Stores.Main();
        var informed = Assert.Single(informer.Informed);
        Assert.Equal(AccountState.Informed, (await db.Set<Account>().SingleAsync(account => account.Id == informed, Cancellation)).State);
        Assert.Empty(await db.Set<RetiredUsername>().ToListAsync(Cancellation));
        Assert.Single(await db.Set<GuardianRecord>().Where(record => record.AccountId == informed).ToListAsync(Cancellation));
        var proposal = await db.Set<RecordProposal>().SingleAsync(Cancellation);
        Assert.Equal((informed, "7"), (proposal.AccountId, (await db.Set<GuardianRecord>().SingleAsync(record => record.Id == proposal.GuardianRecordId, Cancellation)).SourceId));
    }

    /// <summary>Informs the accounts whose records the import is about to move, just before it moves them; once.</summary>
    private sealed class Informer(MatchingRaceTests test) : DbCommandInterceptor
    {
        public Guid[] Informed { get; private set; } = [];

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (Informed.Length == 0 && command.CommandText.Contains("account_id = ANY", StringComparison.Ordinal) && command.CommandText.Contains("guardian_record", StringComparison.Ordinal))
            {
                Informed = command.Parameters.Cast<DbParameter>().Select(parameter => parameter.Value).OfType<Guid[]>().Single();
                await using var db = test.Stores.Main();
                await db.Set<Account>().Where(account => Informed.Contains(account.Id))
                    .ExecuteUpdateAsync(row => row.SetProperty(account => account.State, AccountState.Informed).SetProperty(account => account.Version, account => account.Version + 1), cancellationToken);
            }

            return result;
        }
    }
}
