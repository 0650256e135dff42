using System.Text.RegularExpressions;
using Xunit;

namespace EduConnect.Core.Tests.House;

/// <summary>What use cases say of themselves is true of the main store: readers do not write it, and whoever writes it past the saves stops for maintenance (domain 15.2, S-MT3).</summary>
[Trait("Kind", "House")]
public sealed partial class StoreRulesTests
{
    /// <summary>Writers of main without a save or a question of their own, and who asks for them.</summary>
    private static readonly Dictionary<string, string[]> Asked = new(StringComparer.Ordinal)
    {
        ["in the save of the caller"] =
        [
            "Guardians/RecordMoves", "Guardians/Doubts/DoubtDecisions", "Guardians/Doubts/GuardianJoin", "Schools/Doubts/PupilJoin", "Directory/PupilTurn", "Directory/Importing/PupilApplier", "Directory/Importing/RemovalApplier",
            "Directory/Importing/TouchedSchools", "Federation/Usage/CountEntries",
        ],
        ["the night asks before each step"] =
        [
            "Guardians/Doubts/FindNearMatches", "Nightly/Absences", "Nightly/EraseAccounts", "Nightly/ForgetOldTexts", "Nightly/ServedRows", "Statistics/CountSchools", "Statistics/ComputeTerritories",
            "Statistics/CountTerritories",
        ],
        ["the worker asks before it takes work up, and ends what it began"] = ["Platform/Operations/OperationProgress"],
    };

    [Fact]
    public void Whoever_writes_main_past_the_saves_saves_beside_it_or_asks_first()
    {
        var bare = Core().Where(file => Past().IsMatch(Code(file)) && OfMain().IsMatch(Code(file)) && !Asks().IsMatch(Code(file)))
            .Select(file => file["src/EduConnect.Core/".Length..^".cs".Length]);
        Assert.Equal(Asked.Values.SelectMany(files => files).Order(StringComparer.Ordinal), bare.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("class Ask(MainDb main) { main.Add(row); }", true)]
    [InlineData("class Ask(IDbContextFactory<MainDb> stores) { await using var db = await stores.CreateDbContextAsync(c); await db.SaveChangesAsync(c); }", true)]
    [InlineData("class Ask(MainDb main) { await main.Set<Account>().Where(a => a.Id == id)\n.ExecuteDeleteAsync(c); }", true)]
    [InlineData("class Ask(MainDb main, OperationalDb operational) { operational.Add(await main.Set<Account>().FirstAsync(c)); await operational.SaveChangesAsync(c); }", false)]
    public void A_reader_that_writes_main_is_seen(string code, bool isWrong) => Assert.Equal(isWrong, WritesMain(code));

    [Fact]
    public void A_use_case_that_says_it_reads_does_not_write_main()
    {
        var readers = Core().Where(file => Code(file).Contains("[UseCase(Effect.Reads)]", StringComparison.Ordinal)).ToList();
        Assert.InRange(readers.Count, 30, 300);
        Assert.DoesNotContain(readers, file => WritesMain(Code(file)));
    }

    private static bool WritesMain(string code)
    {
        var names = Stores().Matches(code).Select(store => store.Groups[1].Value)
            .Concat(Factories().Matches(code).SelectMany(factory => Regex.Matches(code, $@"\bvar (\w+) = (?:await )?{factory.Groups[1].Value}\.CreateDbContext", RegexOptions.None, Patience).Select(made => made.Groups[1].Value)));
        return names.Distinct(StringComparer.Ordinal).Any(name =>
            Regex.IsMatch(code, $@"\b{name}\.(SaveChanges|TrySave|Add|Remove|Update|Attach|Database\.ExecuteSql)|\b{name}\.Set<[^;]*?Execute(Update|Delete)", RegexOptions.None, Patience));
    }

    private static TimeSpan Patience { get; } = TimeSpan.FromSeconds(5);

    private static IEnumerable<string> Core() => Repository.Files(".cs").Where(file => file.StartsWith("src/EduConnect.Core/", StringComparison.Ordinal));

    private static string Code(string file) => string.Join('\n', Repository.Lines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    [GeneratedRegex(@"\bExecute(Update|Delete|Sql\w*)Async\b")]
    private static partial Regex Past();

    [GeneratedRegex(@"\bMainDb\b|\bmain\b|\bStoreDb\b|chunks\.Db\b")]
    private static partial Regex OfMain();

    [GeneratedRegex(@"SaveChangesAsync|TrySaveAsync|SaveStepAsync|EnsureWritable|[rR]eadOnly\.IsOn")]
    private static partial Regex Asks();

    [GeneratedRegex(@"\bMainDb (\w+)\b")]
    private static partial Regex Stores();

    [GeneratedRegex(@"IDbContextFactory<MainDb> (\w+)")]
    private static partial Regex Factories();
}
