using EduConnect.Web.CommandLine;
using Microsoft.Data.Sqlite;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>What the executable answers to what cannot be done: one sentence on the standard error, nothing made (design, command line).</summary>
[Collection("Console")]
public sealed class CommandLineEntryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("educonnect-test-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("franceconnect", "disable")]
    [InlineData("maintenance", "plan", "--from", "2030-01-01 02:00", "--to", "2030-01-01 04:00")]
    [InlineData("audit", "verify")]
    [InlineData("keys", "rotate", "Pepper")]
    [InlineData("nightly")]
    [InlineData("service", "list")]
    [InlineData("service", "edit", "ent", "--open", "false")]
    [InlineData("agent", "list")]
    [InlineData("portal", "edit", "ent", "--shown", "false")]
    public async Task A_folder_without_a_store_is_refused_and_stays_as_it_is(params string[] words)
    {
        foreach (var folder in new[] { _folder, Path.Combine(_folder, "mistyped") })
        {
            var answer = await RunAsync([.. words, "--data", folder]);
            Assert.Equal((1, string.Empty), (answer.Status, answer.Output));
            Assert.Equal($"educonnect: there is no store in {folder}: give --data, or the settings of the node (docs/operating.md, Commands).\n", answer.Error);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task What_begins_a_service_makes_the_store_and_says_nothing_else()
    {
        string[] words = ["service", "add", "ent", "--name", "Mon ENT", "--redirect", "https://ent.example/cb", "--data", _folder];
        var added = await RunAsync(words);
        Assert.Equal((0, string.Empty), (added.Status, added.Error));
        Assert.True(File.Exists(Path.Combine(_folder, "main.db")));
        var again = await RunAsync(words);
        Assert.Equal((1, "A service 'ent' exists already.\n"), (again.Status, again.Error));
        var listed = await RunAsync("service", "list", "--data", _folder);
        Assert.Equal((0, "ent\topen\tMon ENT\n", string.Empty), listed);
    }

    [Theory]
    [InlineData("educonnect: ", "service")]
    [InlineData("Option '--name' is required.", "service", "add", "x", "--redirect", "https://a.example/")]
    [InlineData("'--Storage:Main=x'", "serve", "--Storage:Main=x")]
    [InlineData("foo", "pupil-support", "disable", "foo")]
    [InlineData("perhaps", "service", "edit", "x", "--open", "perhaps")]
    [InlineData("many", "service", "edit", "x", "--access-seconds", "many")]
    [InlineData("--academie is a code", "import", "/tmp", "--academie", "??")]
    public async Task What_is_typed_wrongly_is_one_sentence_and_status_2(string words, params string[] arguments)
    {
        var answer = await RunAsync([.. arguments, "--data", _folder]);
        Assert.Equal((2, string.Empty), (answer.Status, answer.Output));
        Assert.Contains(words, answer.Error, StringComparison.Ordinal);
        AssertIsOneSentence(answer.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Help_is_an_answer_although_words_are_missing()
    {
        var help = await RunAsync("service", "add", "--help");
        Assert.Equal((0, string.Empty), (help.Status, help.Error));
        Assert.Contains("--redirect", help.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Storage__Provider", "mysql", "sqlite or postgresql")]
    [InlineData("Storage__Main", "garbage", "Storage:Main is no connection string")]
    [InlineData("Roles", "foo", "there is no role 'foo'; there are sign-in, administration, worker.")]
    [InlineData("Roles", ",", "a node needs a role at least")]
    public async Task A_setting_that_cannot_be_is_one_sentence(string setting, string value, string words)
    {
        var former = Environment.GetEnvironmentVariable(setting);
        Environment.SetEnvironmentVariable(setting, value);
        try
        {
            var answer = await RunAsync("serve", "--data", _folder, "--urls", "http://127.0.0.1:0");
            Assert.Equal((1, string.Empty), (answer.Status, answer.Output));
            Assert.Contains(words, answer.Error, StringComparison.Ordinal);
            AssertIsOneSentence(answer.Error);
        }
        finally
        {
            Environment.SetEnvironmentVariable(setting, former);
        }
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_and_a_folder_that_cannot_be_made_are_one_sentence()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "main.db"), new string('x', 5000), TestContext.Current.CancellationToken);
        var unreadable = await RunAsync("service", "list", "--data", _folder);
        Assert.Equal(1, unreadable.Status);
        Assert.StartsWith("educonnect: the database cannot be used: ", unreadable.Error, StringComparison.Ordinal);
        AssertIsOneSentence(unreadable.Error);
        var nowhere = await RunAsync("service", "add", "x", "--name", "X", "--redirect", "https://a.example/", "--data", "/proc/nope");
        Assert.Equal(1, nowhere.Status);
        AssertIsOneSentence(nowhere.Error);
    }

    private static void AssertIsOneSentence(string error)
    {
        Assert.StartsWith("educonnect: ", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("System.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("EduConnect.", error, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string Output, string Error)> RunAsync(params string[] words)
    {
        var (before, beforeError) = (Console.Out, Console.Error);
        using var output = new StringWriter();
        using var error = new StringWriter();
        Console.SetOut(output);
        Console.SetError(error);
        try
        {
            var status = await CommandLineEntry.RunAsync(words);
            return (status, output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(before);
            Console.SetError(beforeError);
        }
    }
}
