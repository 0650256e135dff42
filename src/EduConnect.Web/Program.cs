using EduConnect.Web.CommandLine;

return await CommandLineEntry.RunAsync(args);

/// <summary>The entry point; named so that tests can host it.</summary>
internal sealed partial class Program;
