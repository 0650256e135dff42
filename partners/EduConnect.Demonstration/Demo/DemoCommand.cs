using System.CommandLine;

namespace EduConnect.Demonstration.Demo;

/// <summary><c>educonnect demo [--port 5080] [--data DIR] [--fresh]</c>.</summary>
internal static class DemoCommand
{
    private static readonly Option<int> Port = new("--port") { DefaultValueFactory = _ => 5080, Description = "Port of the server; the partners take the next free ones." };
    private static readonly Option<string?> Data = new("--data") { Description = "Folder of the data; data/demo of the project by default." };
    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Forgets what was done in former demonstrations." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("demo", "Starts everything on this machine, with invented people and the partners; Ctrl-C stops it all.") { Port, Data, Fresh };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            var root = DemoSettings.FindRoot();
            var folder = Path.GetFullPath(parsed.GetValue(Data) ?? Path.Combine(root, "data", "demo"));
            await Demonstration.RunAsync(new DemoSettings(ValidPort(parsed.GetValue(Port)), folder, root), parsed.GetValue(Fresh), cancellation);
            return 0;
        }
        catch (DemoRefusedException refused)
        {
            Console.Error.WriteLine($"educonnect demo: {refused.Message}.");
            return 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception fault)
        {
            Console.Error.WriteLine($"educonnect demo: something unforeseen happened ({fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ")}).");
            return 1;
        }
    }

    private static int ValidPort(int port)
    {
        if (port is < 1 or > 65_000)
            throw new DemoRefusedException("--port goes from 1 to 65000");
        return LoopbackPorts.IsFree(port) ? port : throw new DemoRefusedException($"port {port} is taken; choose another one with --port");
    }
}
