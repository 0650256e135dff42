using System.CommandLine;
using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Provider;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.CommandLine;

/// <summary><c>agent add|list|forget-identity</c>: agents and their rights, and whom the ministry's provider knows them as.</summary>
internal static class AgentCommand
{
    public static Command Create() => new("agent", "Accounts of agents.") { Add(), List(), Forget() };

    private static Command Add()
    {
        var username = new Argument<string>("username") { Description = "Username; stored in lower case." };
        var name = new Option<string>("--name") { Description = "Name as screens show it.", Required = true };
        var password = new Option<string?>("--password") { Description = "Password, 15 signs at least; drawn and printed when left out." };
        var module = new Option<AgentModule>("--module") { Description = "Administration, PupilSupport, Statistics, Operations or Delegations (an IEN).", DefaultValueFactory = _ => AgentModule.Administration };
        var schools = new Option<string[]>("--school") { Description = "UAI of a school; may be repeated." };
        var groups = new Option<string[]>("--group") { Description = "Group such as ECT_ADMIN_045_1D or ECT_STATS_DEP_045: every school of a departement (and degree); may be repeated." };
        var head = new Option<bool>("--head") { Description = "The head of the schools named: Administration and, where pupils have accounts, PupilSupport; delegates to the agents who work there." };
        var worksAt = new Option<string?>("--works-at") { Description = "UAI of the school the agent works in, whose head may delegate to them." };
        var circonscriptions = new Option<string[]>("--circonscription") { Description = "Circonscription of an IEN, such as 045/0450123A: departement and source id; may be repeated." };
        var data = DataOption.Create();
        var command = new Command("add", "Adds an agent and prints what has to be handed over, once.") { username, name, password, module, schools, groups, circonscriptions, head, worksAt, data };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(data),
            async services =>
            {
                var named = result.GetValue(schools) ?? [];
                List<NewRight> rights =
                [
                    .. result.GetValue(head) ? OfHead(named) : Rights(result.GetValue(module), named, result.GetValue(groups) ?? []),
                    .. (result.GetValue(circonscriptions) ?? []).Select(OfInspector),
                ];
                var agent = await services.GetRequiredService<AddAgent>().RunAsync(
                    result.GetValue(username)!, result.GetValue(name)!, result.GetValue(password), rights, cancellationToken, result.GetValue(worksAt)?.ToUpperInvariant());
                Console.WriteLine($"agent.id: {agent.Id}");
                Console.WriteLine($"agent.password: {agent.Password}");
                Console.WriteLine($"agent.totp.secret: {agent.TotpSecret}");
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
        var rights = await db.Set<AgentRight>().AsNoTracking().ToListAsync(cancellationToken);
        foreach (var agent in await db.Set<Agent>().AsNoTracking().OrderBy(agent => agent.Username).ToListAsync(cancellationToken))
        {
            var words = rights.Where(right => right.AgentId == agent.Id).Select(right => $"{right.Module} {right.Uai ?? $"{right.Departement} {right.Degree} {right.Circonscription}".Trim()}".TrimEnd() + (right.IsHead ? " head" : string.Empty));
            Console.WriteLine($"{agent.Username}\t{agent.DisplayName}\t{(agent.DisabledAt is null ? "active" : "disabled")}\t{string.Join(", ", words)}");
        }
    }

    // Both modules of each school; Dépannage covers none of the 1st degree (domain §12).
    private static List<NewRight> OfHead(string[] schools) => schools.Length == 0
        ? throw new AgentRefusedException("A head needs at least one --school.")
        : [.. schools.Select(uai => uai.ToUpperInvariant()).SelectMany(uai => new[] { new NewRight(AgentModule.Administration, Uai: uai) { IsHead = true }, new NewRight(AgentModule.PupilSupport, Uai: uai) })];

    private static NewRight OfInspector(string circonscription) => circonscription.Split('/') is [{ Length: 3 } departement, { Length: > 0 } id]
        ? new NewRight(AgentModule.Delegations, Departement: departement.ToUpperInvariant(), Degree: Degree.First) { Circonscription = id }
        : throw new AgentRefusedException($"The circonscription {circonscription} is not of the form 045/0450123A.");

    private static List<NewRight> Rights(AgentModule module, string[] schools, string[] groups)
    {
        List<NewRight> rights = [.. schools.Select(uai => new NewRight(module, Uai: uai.ToUpperInvariant())), .. groups.Select(group => FromGroup(module, group))];
        return rights.Count == 0 && module is AgentModule.Operations or AgentModule.Statistics ? [new NewRight(module)] : rights;
    }

    // The module of the command counts, not that of the group: an assistance team may be given MétéoStats of its group.
    private static NewRight FromGroup(AgentModule module, string group) => AgentGroup.Parse(group) is { } known
        ? new NewRight(module, Departement: known.Departement, Degree: known.Degree)
        : throw new AgentRefusedException($"The group {group} is not of the form ECT_ADMIN_045_1D or ECT_STATS_DEP_045.");

    private static async Task<int> RunAsync(string? folder, Func<IServiceProvider, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = WebApplication.CreateBuilder([.. DataOption.Settings(folder), "--Roles=none", "--Logging:LogLevel:Default=Warning"]).AddEduConnect().Build();
            await app.Services.PrepareStoresAsync(cancellationToken);
            await work(app.Services);
            return 0;
        }
        catch (AgentRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (ReadOnlyModeException refusal)
        {
            return MaintenanceCommand.Refuse(refusal);
        }
    }
}
