using System.Data.Common;
using EduConnect.Web.Hosting;
using Microsoft.Extensions.Configuration.Memory;
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
    /// <param name="begins">whether it may make a store where there is none</param>
    /// <param name="cancellationToken">ends the wait</param>
    /// <returns>the exit status; 1 with a sentence during maintenance, when the database cannot be used, and when there is none</returns>
    public static async Task<int> RunAsync(string? folder, string roles, Func<IServiceProvider, Task<int>> work, bool begins = false, CancellationToken cancellationToken = default)
    {
        var builder = Builder(folder, roles);
        if (StoreGuard.Refusal(builder.Configuration, begins) is { } hindrance)
        {
            return StoreGuard.Say(hindrance);
        }

        await using var app = builder.AddEduConnect().Build();
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

    // What the database refuses is told by the command, in one sentence; the settings can ask for the rest.
    private static WebApplicationBuilder Builder(string? folder, string roles)
    {
        var builder = WebApplication.CreateBuilder([.. DataOption.Settings(folder), "--Roles=" + roles, "--Logging:LogLevel:Default=Warning"]);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [KeyValuePair.Create("Logging:LogLevel:Microsoft.EntityFrameworkCore", (string?)nameof(LogLevel.None))] });
        return builder;
    }
}
