using System.Text.RegularExpressions;
using System.Xml.Linq;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using Xunit;

namespace EduConnect.Core.Tests.House;

/// <summary>The plan of the house, checked: who may know whom, how large a file may grow, what every use case says of itself.</summary>
[Trait("Kind", "House")]
public sealed partial class ArchitectureTests
{
    private const int LongestFile = 400;

    [Theory]
    [InlineData("EduConnect.Core")]
    [InlineData("EduConnect.Sqlite", "EduConnect.Core")]
    [InlineData("EduConnect.PostgreSql", "EduConnect.Core")]
    [InlineData("EduConnect.Web", "EduConnect.Core", "EduConnect.PostgreSql", "EduConnect.Sqlite")]
    public void A_shipped_project_knows_only_its_neighbours(string project, params string[] allowed)
    {
        var document = XDocument.Parse(Repository.Read($"src/{project}/{project}.csproj"));
        var known = document.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)).Order(StringComparer.Ordinal);
        Assert.Equal(allowed, known);
    }

    [Fact]
    public void Core_knows_no_web_framework_and_no_database_engine()
    {
        var wrong = Repository.Files(".cs").Where(file => file.StartsWith("src/EduConnect.Core/", StringComparison.Ordinal))
            .Where(file => CodeLines(file).Any(line => line.Contains("Microsoft.AspNetCore", StringComparison.Ordinal) || EngineName().IsMatch(line)));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Engines_are_named_only_where_they_are_chosen()
    {
        var wrong = Repository.Files(".cs", ".cshtml").Where(file => file.StartsWith("src/EduConnect.Web/", StringComparison.Ordinal) && !file.StartsWith("src/EduConnect.Web/Hosting/", StringComparison.Ordinal))
            .Where(file => CodeLines(file).Any(line => EngineName().IsMatch(line)));
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_file_is_longer_than_four_hundred_lines()
    {
        var wrong = Repository.Files(".cs", ".cshtml", ".mjs", ".js", ".scss", ".sh", ".typ").Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(file => Repository.Lines(file).Length > LongestFile);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_use_case_says_whether_it_reads_or_modifies()
    {
        Type[] notUseCases = [typeof(OperationHandler)];
        var wrong = typeof(UseCaseAttribute).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.GetMethod("RunAsync") is not null && !notUseCases.Any(known => known.IsAssignableFrom(type)))
            .Where(type => !Attribute.IsDefined(type, typeof(UseCaseAttribute)));
        Assert.Empty(wrong);
    }

    [Fact]
    public void French_texts_live_in_pages_and_text_files_not_in_code()
    {
        var wrong = Repository.Files(".cs").Where(file => file.StartsWith("src/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal))
            .SelectMany(file => CodeLines(file).Where(line => FrenchText().IsMatch(line.Replace("ÉduConnect", string.Empty, StringComparison.Ordinal))).Select(line => file + ": " + line.Trim()));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_in_the_repository_names_a_machine_or_a_registry()
    {
        var wrong = Repository.Files(".cs", ".cshtml", ".md", ".sh", ".mjs", ".json", ".props", ".csproj", ".yml", ".scss")
            .SelectMany(file => Repository.Lines(file).Where(line => MachinePath().IsMatch(line) || RegistryAddress().IsMatch(line)).Select(line => file + ": " + line.Trim()));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_is_left_to_do_by_its_own_words()
    {
        var words = new Regex("\\b(TO" + "DO|FIX" + "ME|HA" + "CK)\\b|NotImplemented" + "Exception", RegexOptions.None, TimeSpan.FromSeconds(5));
        var wrong = Repository.Files(".cs", ".cshtml", ".mjs", ".sh", ".scss", ".typ").SelectMany(file => Repository.Lines(file).Where(line => words.IsMatch(line)).Select(line => file + ": " + line.Trim()));
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("db.Database.SqlQuery<int>($\"update one set two = 3 returning two\").ToListAsync();", true)]
    [InlineData("db.Set<Row>().FromSqlRaw(\n\"\"\"\nwith gone as (delete from one returning *) select * from gone\"\"\")", true)]
    [InlineData("db.Database.SqlQuery<int>($\"select updated from one\");", false)]
    [InlineData("db.Database.ExecuteSqlAsync($\"update one set two = 3\");", false)]
    public void A_question_that_changes_something_is_seen(string code, bool isWrong) => Assert.Equal(isWrong, QuestionThatChanges().IsMatch(code));

    /// <summary>Questions are asked again when their connection dies, changes never (ADR 0014): a question that changes something would do it twice.</summary>
    [Fact]
    public void No_question_changes_anything()
    {
        var wrong = Repository.Files(".cs").Where(file => file.StartsWith("src/", StringComparison.Ordinal) && QuestionThatChanges().IsMatch(Repository.Read(file)));
        Assert.Empty(wrong);
    }

    [Fact]
    [Trait("Rule", "S-DP1")]
    public void The_framework_is_recent_enough_for_its_known_holes() =>
        Assert.True(Environment.Version >= new Version(10, 0, 10), $"The runtime is {Environment.Version}; data protection and XML signatures need 10.0.10 or later.");

    private static IEnumerable<string> CodeLines(string file) =>
        Repository.Lines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));

    [GeneratedRegex("Sqlite|Npgsql|PostgreSql", RegexOptions.IgnoreCase)]
    private static partial Regex EngineName();

    [GeneratedRegex("\"[^\"]*[éèêàçùôîïœÉÈÀÇ][^\"]*\"")]
    private static partial Regex FrenchText();

    [GeneratedRegex(@"\b(SqlQuery|FromSql)(Raw|Interpolated)?(<[^>]*>)?\s*\([^;]*?\b(insert|update|delete|merge|truncate)\b", RegexOptions.IgnoreCase)]
    private static partial Regex QuestionThatChanges();

    [GeneratedRegex(@"(^|[^A-Za-z0-9._-])/(work|farm|root|home)/")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://[a-z0-9.-]*(registry|nuget|npmjs)[a-z0-9.-]*")]
    private static partial Regex RegistryAddress();
}
