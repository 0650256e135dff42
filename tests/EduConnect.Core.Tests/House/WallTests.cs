using System.Text.RegularExpressions;
using Xunit;

namespace EduConnect.Core.Tests.House;

/// <summary>The few files that look past the school filter or write SQL themselves; another one has to be looked at by somebody, and named here (S-TN1).</summary>
[Trait("Kind", "House")]
[Trait("Rule", "S-TN1")]
public sealed partial class WallTests
{
    /// <summary>Why each may: the lists show which other schools a pupil or guardian belongs to, and the journal of an action on a shared guardian goes to all their schools (S-TN2).</summary>
    private static readonly string[] PastTheFilter = ["EduConnect.Core/Schools/Journal/LinkedSchools.cs", "EduConnect.Core/Schools/Lists/ListRows.External.cs"];

    /// <summary>Counters and marks that are one atomic statement, counts of the night, and what only one engine knows.</summary>
    private static readonly string[] OwnSql =
    [
        "EduConnect.Core/Accounts/Codes/PhoneCodes.cs",
        "EduConnect.Core/Federation/Grants/AssertionMarks.cs",
        "EduConnect.Core/Federation/Grants/GrantStore.cs",
        "EduConnect.Core/Federation/Logout/LogoutNotices.cs",
        "EduConnect.Core/Federation/Saml/SamlVisits.cs",
        "EduConnect.Core/Federation/Usage/CountEntries.cs",
        "EduConnect.Core/Nightly/Absences.cs",
        "EduConnect.Core/SignIn/AccessCodes/AccessCodeStore.cs",
        "EduConnect.Core/SignIn/Throttling/AttemptCounters.cs",
        "EduConnect.Core/Statistics/CountSchools.cs",
        "EduConnect.Core/Statistics/CountTerritories.cs",
        "EduConnect.PostgreSql/PostgreSqlBulkStore.cs",
        "EduConnect.PostgreSql/PostgreSqlProvider.cs",
        "EduConnect.Sqlite/SqliteBulkStore.cs",
        "EduConnect.Sqlite/SqlitePragmas.cs",
    ];

    [Fact]
    public void Nothing_else_looks_past_the_filter_of_the_school() => Assert.Equal(PastTheFilter, Users(Unfiltered()));

    [Fact]
    public void Nothing_else_writes_sql_of_its_own() => Assert.Equal(OwnSql, Users(Sql()));

    [Theory]
    [InlineData("db.Set<Row>().FromSql($\"select 1\")", true)]
    [InlineData("db.Database.SqlQueryRaw<int>(text)", true)]
    [InlineData("db.Database.ExecuteSqlInterpolatedAsync($\"\")", true)]
    [InlineData("connection.CreateCommand()", true)]
    [InlineData("new NpgsqlCommand(text, connection)", true)]
    [InlineData("rows.ExecuteUpdateAsync(set => set)", false)]
    public void Sql_is_seen_in_every_shape(string code, bool isSql) => Assert.Equal(isSql, Sql().IsMatch(code));

    private static IEnumerable<string> Users(Regex pattern) => Repository.Files(".cs", ".cshtml")
        .Where(file => file.StartsWith("src/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal))
        .Where(file => Repository.Lines(file).Any(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && pattern.IsMatch(line)))
        .Select(file => file["src/".Length..]).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\bIgnoreQueryFilters\b")]
    private static partial Regex Unfiltered();

    [GeneratedRegex(@"\b(FromSql|SqlQuery|ExecuteSql)\w*\s*[<(]|\b(CreateCommand|CreateDbCommand|CreateBatch|BeginBinaryImport(Async)?)\s*\(|\bnew (Npgsql|Sqlite)(Command|Batch)\b")]
    private static partial Regex Sql();
}
