using System.CommandLine;
using EduConnect.Demonstration.Demo;
using EduConnect.Synthesis;

var root = new RootCommand("Synthetic exports and the demonstration of ÉduConnect.") { GenerateCommand.Create(), DemoCommand.Create() };
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine($"educonnect: {parsed.Errors[0].Message}");
    return 2;
}
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) });
