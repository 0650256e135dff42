using System.CommandLine;
using System.Text.RegularExpressions;

namespace EduConnect.Web.CommandLine;

/// <summary>Where the executable begins. Whatever goes wrong is one sentence on the standard error: 2 for what was typed wrongly, 1 for the rest (design, command line).</summary>
internal static partial class CommandLineEntry
{
    private const int Failed = 1;
    private const int Wrong = 2;
    private const int Interrupted = 130;

    /// <summary>Runs what was typed.</summary>
    /// <returns>the exit status</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Commands.Root().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync("educonnect: " + OneLine(TypeName().Replace(parsed.Errors[0].Message, ".")));
            return Wrong;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync("educonnect: " + (CommandHost.OfDatabase(fault) is { } reason ? "the database cannot be used: " + OneLine(reason.Message) : OneLine(fault.Message)));
            return Failed;
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    /// <summary>The end of the parser's sentence about a value, which names a type of ours.</summary>
    [GeneratedRegex(" as expected type '.*$", RegexOptions.Singleline)]
    private static partial Regex TypeName();
}
