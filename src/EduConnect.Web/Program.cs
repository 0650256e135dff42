using EduConnect.Web.CommandLine;

return await Commands.Root().Parse(args).InvokeAsync();

/// <summary>The entry point; named so that tests can host it.</summary>
internal sealed partial class Program;
