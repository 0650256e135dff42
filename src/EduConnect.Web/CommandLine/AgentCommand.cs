using System.CommandLine;
using System.Globalization;
using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Managing;
using EduConnect.Core.Agents.Provider;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.CommandLine;

/// <summary><c>agent add|give|withdraw|password|close|reopen|edit|list|forget-identity</c>: agents and their rights, and whom the ministry's provider knows them as.</summary>
internal static class AgentCommand
{
    private static readonly Actor Operator = new(ActorKind.Operator, Environment.UserName);

    public static Command Create() => new("agent", "Accounts of agents.")
    {
        Add(),
        Give(),
        Withdraw(),
        Password(),
        Close("close", "Closes an agent: no sign-in any more, open sessions end at their next request.", isClosed: true),
        Close("reopen", "Opens a closed agent again.", isClosed: false),
        Edit(),
        List(),
        Forget(),
    };

    private static Command Add()
    {
        var rights = new AgentRightOptions();
        var name = new Option<string>("--name") { Description = "Name as screens show it.", Required = true };
        var password = new Option<string?>("--password") { Description = "Password, 15 signs at least; drawn and printed when left out." };
        var worksAt = new Option<string?>("--works-at") { Description = "UAI of the school the agent works in, whose head may delegate to them." };
        var data = DataOption.Create();
        var command = new Command("add", "Adds an agent and prints what has to be handed over, once.") { name, password, worksAt, data };
        rights.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(data),
            async services =>
            {
                var given = rights.Given(result);
                var agent = await services.GetRequiredService<AddAgent>().RunAsync(
                    rights.Username(result), result.GetValue(name)!, result.GetValue(password), given, cancellationToken, result.GetValue(worksAt)?.ToUpperInvariant(), Operator);
                Console.WriteLine($"agent.id: {agent.Id}");
                Console.WriteLine($"agent.password: {agent.Password}");
                Console.WriteLine($"agent.totp.secret: {agent.TotpSecret}");
            },
            cancellationToken,
            begins: true));
        return command;
    }

    private static Command Give()
    {
        var options = new AgentRightOptions();
        var data = DataOption.Create();
        var command = new Command("give", "Gives an agent rights, beside those in force.") { data };
        options.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(data),
            async services => Console.WriteLine("rights given: " + (await services.GetRequiredService<GiveRight>().RunAsync(options.Username(result), options.Rights(result), Operator, cancellationToken)).ToString(CultureInfo.InvariantCulture)),
            cancellationToken));
        return command;
    }

    private static Command Withdraw()
    {
        var options = new AgentRightOptions();
        var data = DataOption.Create();
        var command = new Command("withdraw", "Takes rights back; they end at the agent's next page.") { data };
        options.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(data),
            async services =>
            {
                foreach (var right in options.Rights(result))
                {
                    Console.WriteLine(await services.GetRequiredService<WithdrawRight>().RunAsync(options.Username(result), right, Operator, cancellationToken) ? "right: withdrawn" : "right: none in force");
                }
            },
            cancellationToken));
        return command;
    }

    private static Command Password()
    {
        var username = new Argument<string>("username") { Description = "Username of the agent." };
        var withKey = new Option<bool>("--with-key") { Description = "Also a new key for the application of one-time codes: a telephone was lost or replaced." };
        var data = DataOption.Create();
        var command = new Command("password", "Gives an agent a new password and prints it, once; the old one and open sessions end.") { username, withKey, data };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(data),
            async services =>
            {
                var given = await services.GetRequiredService<GiveAgentSecrets>().RunAsync(result.GetValue(username)!, result.GetValue(withKey), Operator, cancellationToken);
                Console.WriteLine($"agent.password: {given.Password}");
                if (given.TotpSecret is { } secret)
                {
                    Console.WriteLine($"agent.totp.secret: {secret}");
                }
            },
            cancellationToken));
        return command;
    }

    private static Command Close(string verb, string description, bool isClosed)
    {
        var username = new Argument<string>("username") { Description = "Username of the agent." };
        var data = DataOption.Create();
        var command = new Command(verb, description) { username, data };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(data),
            async services => Console.WriteLine(await services.GetRequiredService<CloseAgent>().RunAsync(result.GetValue(username)!, isClosed, Operator, cancellationToken) ? "agent: " + (isClosed ? "closed" : "open") : "agent: no change"),
            cancellationToken));
        return command;
    }

    private static Command Edit()
    {
        var username = new Argument<string>("username") { Description = "Username of the agent." };
        var name = new Option<string?>("--name") { Description = "Name as screens show it." };
        var worksAt = new Option<string?>("--works-at") { Description = "UAI of the school the agent works in from now on, or 'none'; what the head of the former one delegated ends." };
        var data = DataOption.Create();
        var command = new Command("edit", "Edits an agent's name, or the school they work in.") { username, name, worksAt, data };
        command.Validators.Add(result =>
        {
            if (result.GetResult(name) is null && result.GetResult(worksAt) is null)
            {
                result.AddError("Say what changes: --name, --works-at.");
            }
        });
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(data),
            async services =>
            {
                var uai = result.GetValue(worksAt)?.ToUpperInvariant();
                var isDone = await services.GetRequiredService<EditAgent>().RunAsync(result.GetValue(username)!, result.GetValue(name), uai == "NONE" ? string.Empty : uai, Operator, cancellationToken);
                Console.WriteLine(isDone ? "agent: edited" : "agent: no change");
            },
            cancellationToken));
        return command;
    }

    private static Command List()
    {
        var data = DataOption.Create();
        var command = new Command("list", "Lists agents and their rights.") { data };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(data), services => PrintAsync(services, cancellationToken), cancellationToken));
        return command;
    }

    private static Command Forget()
    {
        var username = new Argument<string>("username") { Description = "Username of the agent." };
        var data = DataOption.Create();
        var command = new Command("forget-identity", "Forgets which person of the ministry's provider an agent is; the next sign-in there binds anew.") { username, data };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(data),
            async services => Console.WriteLine(await services.GetRequiredService<ForgetAgentIdentity>().RunAsync(result.GetValue(username)!, cancellationToken) ? "identity: forgotten" : "identity: none"),
            cancellationToken));
        return command;
    }

    private static async Task PrintAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<MainDb>>().CreateDbContextAsync(cancellationToken);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var rights = (await db.Set<AgentRight>().AsNoTracking().ToListAsync(cancellationToken)).Where(right => right.IsInForce(now)).ToLookup(right => right.AgentId);
        foreach (var agent in await db.Set<Agent>().AsNoTracking().OrderBy(agent => agent.Username).ToListAsync(cancellationToken))
        {
            var words = rights[agent.Id].Select(right => NewRight.Like(right).Words);
            Console.WriteLine($"{agent.Username}\t{agent.DisplayName}\t{(agent.DisabledAt is null ? "active" : "disabled")}\t{string.Join(", ", words)}");
        }
    }

    private static async Task<int> RunAsync(string? folder, Func<IServiceProvider, Task> work, CancellationToken cancellationToken, bool begins = false)
    {
        try
        {
            return await CommandHost.RunAsync(
                folder,
                "none",
                async services =>
                {
                    await work(services);
                    return 0;
                },
                begins,
                cancellationToken);
        }
        catch (AgentRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
