using EduConnect.Testing.Storage;
using EduConnect.Web.CommandLine;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>Runs a command as an operator runs it, over the data folder of some stores. Tests that use it belong to the collection "Console".</summary>
internal static class OperatorConsole
{
    public static async Task<(int Status, string Output, string Error)> RunAsync(TestStores stores, params string[] words)
    {
        var (before, beforeError) = (Console.Out, Console.Error);
        using var output = new StringWriter();
        using var error = new StringWriter();
        Console.SetOut(output);
        Console.SetError(error);
        try
        {
            var status = await Commands.Root().Parse([.. words, "--data", stores.Folder]).InvokeAsync(new() { Output = output, Error = error }, TestContext.Current.CancellationToken);
            return (status, output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(before);
            Console.SetError(beforeError);
        }
    }
}

/// <summary>Tests that replace the console's writers run one after another.</summary>
[CollectionDefinition("Console", DisableParallelization = true)]
public sealed class ConsoleCollection;
