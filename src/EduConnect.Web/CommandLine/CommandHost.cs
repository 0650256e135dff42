using System.Data.Common;
using EduConnect.Web.Hosting;
using Microsoft.Extensions.Logging.Console;

namespace EduConnect.Web.CommandLine;

/// <summary>Where a command works: the services over the stores of a data folder. Its answer alone goes to the standard output, whatever the log says goes to the standard error.</summary>
internal static class CommandHost
{
    private const int Failed = 1;

    /// <summary>Prepares the stores and does the work.</summary>
    /// <param name="folder">the data folder; null for that of the settings</param>
    /// <param name="roles">what the node may do meanwhile, as in the settings: never <c>worker</c>, a command is no worker</param>
    /// <param name="work">the work</param>
    /// <param name="cancellationToken">ends the wait</param>
    /// <returns>the exit status; 1 with a sentence during maintenance and when the database cannot be used</returns>
    public static async Task<int> RunAsync(string? folder, string roles, Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken = default)
    {
        await using var app = Build(folder, roles);
        try
        {
            await app.Services.PrepareStoresAsync(cancellationToken);
            await using var scope = app.Services.CreateAsyncScope();
            return await work(scope.ServiceProvider);
        }
        catch (Core.Platform.ReadOnlyModeException refusal)
        {
            return MaintenanceCommand.Refuse(refusal);
        }
        catch (Exception failure) when (OfDatabase(failure) is { } reason)
        {
            await Console.Error.WriteLineAsync("educonnect: the database cannot be used: " + reason.Message.ReplaceLineEndings(" "));
            return Failed;
        }
    }

    /// <summary>What the database said, when a failure comes from it.</summary>
    public static DbException? OfDatabase(Exception failure) => failure as DbException ?? failure.InnerException as DbException;

    private static WebApplication Build(string? folder, string roles)
    {
        var builder = WebApplication.CreateBuilder([.. DataOption.Settings(folder), "--Roles=" + roles, "--Logging:LogLevel:Default=Warning"]);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder.AddEduConnect().Build();
    }
}
