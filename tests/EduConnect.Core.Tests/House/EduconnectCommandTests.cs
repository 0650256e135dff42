using System.Diagnostics;
using EduConnect.Testing;
using Xunit;

namespace EduConnect.Core.Tests.House;

/// <summary>The command at the root: help, and one sentence with status 2 for what it does not know (design, command line).</summary>
public sealed class EduconnectCommandTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    public async Task Help_names_every_command(string argument)
    {
        var (status, output, errors) = await RunAsync(argument);
        Assert.Equal(0, status);
        Assert.Empty(errors);
        Assert.All(new[] { "demo", "serve", "import", "generate", "service", "portal", "assistance", "agent", "franceconnect", "transition", "maintenance", "nightly", "campaign", "audit", "passwords", "keys", "guides", "bench", "test", "check" }, name => Assert.Contains(name, output, StringComparison.Ordinal));
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

    private static async Task<(int Status, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Require.Executable("bash"), [Path.Combine(Root(), "educonnect"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await errors);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EduConnect.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the project.");
    }
}
