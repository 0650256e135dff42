using EduConnect.Core.Accounts;
using EduConnect.Core.Nightly;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Nightly;

/// <summary>The command <c>nightly</c>, run as an operator runs it, over a data folder of its own.</summary>
[Collection("Console")]
public sealed class NightlyCommandTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public async ValueTask InitializeAsync() => _stores = await TestStores.CreateAsync(Engine.Sqlite);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact, Trait("Row", "#167")]
    public async Task The_night_is_run_at_once_and_again_and_tells_what_it_did()
    {
        string before;
        await using (var main = _stores.Main())
        {
            var data = new TestData(main);
            var account = data.Pupil(data.School(), lastName: "MOREL", firstName: "Inès").Account!;
            (account.NewUsernameRequestedAt, before) = (DateTime.UtcNow.AddHours(-1), account.Username);
            await data.SaveAsync();
        }

        var first = await OperatorConsole.RunAsync(_stores, "nightly");
        Assert.Equal((0, ""), (first.Status, first.Error));
        Assert.Matches("imports: deposits 0, read 0, written 0, refused 0, held 0 .*\n.*matching: compared 0, found 0, dropped 0, undecided 0 .*\n.*usernames: given 1, waiting 0 .*\n.*deadlines: passwords 0, activations 0 .*\n.*purge: pupils 0, guardians 0, records 0, waiting 0, late 0 .*\n.*retention: messages 0, journeys 0, links 0, sessions 0, entries 0, counters 0, exports 0 .*\n.*audit: sealed [1-9][0-9]*, seals 1, erased 0 .*\n.*statistics: schools 1, figures 3 .*\n.*meteostats: territories 3, figures 3 ", first.Output.ReplaceLineEndings("\n"));
        var again = await OperatorConsole.RunAsync(_stores, "nightly", "--step", "usernames", "--json");
        var report = NightReport.Read(again.Output);
        Assert.Equal(("usernames", 0, 0), (Assert.Single(report.Steps).Name, report.Steps[0].Counts["given"], again.Status));
        await using var read = _stores.Main();
        Assert.NotEqual(before, await read.Set<Account>().Where(account => account.NewUsernameRequestedAt == null).Select(account => account.Username).SingleAsync(TestContext.Current.CancellationToken));
    }

    [Fact, Trait("Row", "#231")]
    public async Task A_refused_deposit_is_told_with_what_was_left_out_for_it_and_the_command_fails()
    {
        var inbox = Directory.CreateDirectory(Path.Combine(_stores.Folder, "educonnect2d", "ect-sync2d", "depot_racine", "lot")).FullName;
        await File.WriteAllTextAsync(Path.Combine(inbox, "fin"), "", TestContext.Current.CancellationToken);
        var (status, output, _) = await OperatorConsole.RunAsync(_stores, "nightly");
        Assert.Equal(1, status);
        Assert.Contains("imports: DepositsRefused: 1 deposits were refused and 0 held back since yesterday.; deposits 1, read 0, written 0, refused 1, held 0 (", output, StringComparison.Ordinal);
        Assert.Contains("matching: left out, imports failed (", output, StringComparison.Ordinal);
        Assert.Contains("deadlines: passwords 0, activations 0 (", output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(_stores.Folder, "educonnect2d", "ect-sync2d", "rejets")));
    }

    [Fact]
    public async Task A_step_that_does_not_exist_is_refused_in_one_sentence()
    {
        var (status, output, error) = await OperatorConsole.RunAsync(_stores, "nightly", "--step", "sleep");
        Assert.Equal((1, ""), (status, output));
        Assert.Equal("educonnect nightly: there is no step 'sleep'; there are imports, matching, usernames, deadlines, purge, retention, audit, statistics, meteostats.", error.Trim());
    }

    /// <summary>Whoever reads the answer reads the standard output: what EF logs while it makes a new PostgreSQL store is not the answer.</summary>
    [Fact]
    public async Task On_a_new_store_the_standard_output_is_the_report_alone()
    {
        var (status, output, _) = await CommandProcess.RunAsync(_stores.Folder, await PostgreSqlServer.NewDatabaseAsync(), await PostgreSqlServer.NewDatabaseAsync(), "nightly", "--step", "retention", "--json");
        Assert.Equal(0, status);
        Assert.Equal("retention", Assert.Single(NightReport.Read(output).Steps).Name);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_in_one_sentence()
    {
        var nowhere = "Host=127.0.0.1;Port=1;Username=educonnect;Database=main";
        var (status, output, error) = await CommandProcess.RunAsync(_stores.Folder, nowhere, nowhere, "nightly");
        Assert.Equal((1, ""), (status, output));
        Assert.Contains("educonnect: the database cannot be used: Failed to connect to 127.0.0.1:1", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}
