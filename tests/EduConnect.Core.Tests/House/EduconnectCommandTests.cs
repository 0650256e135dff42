using System.Diagnostics;
using System.Text.RegularExpressions;
using EduConnect.Testing;
using Xunit;

namespace EduConnect.Core.Tests.House;

/// <summary>The command at the root: help, and one sentence with status 2 for what it does not know (design, command line).</summary>
[Trait("Kind", "House")]
public sealed partial class EduconnectCommandTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    public async Task Help_names_every_command(string argument)
    {
        var (status, output, errors) = await RunAsync(argument);
        Assert.Equal(0, status);
        Assert.Empty(errors);
        var commands = Commands();
        Assert.InRange(commands.Count, 20, 40);
        Assert.DoesNotContain(commands, name => !Regex.IsMatch(output, $@"^  (\S+ \| )*{name}\b", RegexOptions.Multiline, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void The_readme_names_every_command()
    {
        var readme = Repository.Read("README.md");
        Assert.DoesNotContain(Commands(), name => !readme.Contains($"`{name}`", StringComparison.Ordinal) && !readme.Contains("./educonnect " + name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("web_npm", "src/EduConnect.Letters src/EduConnect.Web")]
    [InlineData("demo_npm", "src/EduConnect.Letters src/EduConnect.Web partners/")]
    [InlineData("project_npm", "bench/peers/oidc-provider partners/")]
    public async Task A_command_installs_only_the_packages_it_runs(string function, string folders)
    {
        var (status, output, errors) = await BashAsync("-c", $"source \"$EDUCONNECT_ROOT/tools/lib.sh\"; npm_ci() {{ printf '%s ' \"${{@#$EDUCONNECT_ROOT/}}\"; }}; {function}");
        Assert.Equal((0, string.Empty), (status, errors));
        Assert.StartsWith(folders, output, StringComparison.Ordinal);
        Assert.Equal(function == "project_npm", output.Contains("tests/", StringComparison.Ordinal));
        Assert.Equal(function != "web_npm", output.Contains("partners/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("touch src/kept.cs", true)]
    [InlineData("rm src/gone.cs", true)]
    [InlineData("touch BannedSymbols.txt", true)]
    [InlineData("touch EduConnect.slnx", true)]
    [InlineData("touch src/obj/made.cs", false)]
    public async Task A_build_is_skipped_only_when_nothing_it_reads_has_changed(string change, bool isNewer)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("educonnect-build-").FullName;
        try
        {
            var (status, output, errors) = await BashAsync("-c", $"""
                set -e; cd '{folder}'; mkdir -p src/obj partners tests bench tools
                touch src/kept.cs src/gone.cs src/obj/made.cs Directory.Build.props Directory.Packages.props EduConnect.slnx BannedSymbols.txt .editorconfig global.json
                source "$EDUCONNECT_ROOT/tools/lib.sh"; EDUCONNECT_ROOT=$PWD
                find . -exec touch -d 2020-01-01 {"{}"} +; touch -d 2020-01-02 stamp; {change}; newer_than stamp
                """);
            Assert.Equal((0, string.Empty), (status, errors));
            Assert.Equal(isNewer, output.Length > 0);
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("fly", "educonnect: there is no command \"fly\"; see ./educonnect --help.\n")]
    [InlineData("test some", "educonnect test: choose fast, all or fuzz, not \"some\".\n")]
    [InlineData("test fuzz many", "educonnect test fuzz: \"many\" is not a number of inputs.\n")]
    [InlineData("guides here there", "educonnect guides: takes one folder, not \"there\" too.\n")]
    [InlineData("check hard", "educonnect check: takes no argument, not \"hard\".\n")]
    public async Task Unknown_words_get_one_sentence_and_status_2(string arguments, string sentence)
    {
        var (status, output, errors) = await RunAsync(arguments.Split(' '));
        Assert.Equal(2, status);
        Assert.Empty(output);
        Assert.Equal(sentence, errors);
    }

    [Fact]
    public async Task Without_a_command_the_help_goes_to_the_errors()
    {
        var (status, output, errors) = await RunAsync();
        Assert.Equal(2, status);
        Assert.Empty(output);
        Assert.StartsWith("Usage:", errors, StringComparison.Ordinal);
    }

    /// <summary>Every word that the script takes as a command.</summary>
    private static List<string> Commands()
    {
        var script = Repository.Read("educonnect");
        return [.. Lists().Matches(script).SelectMany(list => list.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)), .. Cases().Matches(script).Select(one => one.Groups[1].Value)];
    }

    private static Task<(int Status, string Output, string Errors)> RunAsync(params string[] arguments) => BashAsync([Path.Combine(Repository.Root, "educonnect"), .. arguments]);

    private static async Task<(int Status, string Output, string Errors)> BashAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Require.Executable("bash"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["EDUCONNECT_ROOT"] = Repository.Root;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await errors);
    }

    [GeneratedRegex("^(?:web|partner)_commands=\"([^\"]*)\"", RegexOptions.Multiline)]
    private static partial Regex Lists();

    [GeneratedRegex("^    ([a-z]+)\\)", RegexOptions.Multiline)]
    private static partial Regex Cases();
}
