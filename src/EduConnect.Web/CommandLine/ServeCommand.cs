using System.CommandLine;
using EduConnect.Web.Hosting;

namespace EduConnect.Web.CommandLine;

/// <summary><c>serve [--urls …] [--roles …] [--data DIR]</c>: the server alone, production settings.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on." };
        var roles = new Option<string?>("--roles") { Description = "Roles of this node: sign-in, administration, worker (comma separated)." };
        var data = DataOption.Create();
        var command = new Command("serve", "Runs the server.") { urls, roles, data };
        command.SetAction((result, cancellationToken) => RunAsync(
            [.. DataOption.Settings(result.GetValue(data)), .. Setting("urls", result.GetValue(urls)), .. Setting("Roles", result.GetValue(roles))],
            cancellationToken));
        return command;
    }

    private static string[] Setting(string key, string? value) => value is null ? [] : [$"--{key}={value}"];

    private static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(settings);
        if ((Roles.Fault(builder.Configuration) ?? StoreGuard.Refusal(builder.Configuration, begins: true)) is { } refusal)
        {
            return StoreGuard.Say(refusal);
        }

        await using var app = builder.AddEduConnect().Build().UseEduConnect();
        var prepared = app.Services.GetRequiredService<StoreGate>().HoldAsync(() => app.Services.PrepareStoresAsync(cancellationToken));
        var running = app.RunAsync(cancellationToken);
        try
        {
            await prepared;
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }

        await running;
        return 0;
    }
}
