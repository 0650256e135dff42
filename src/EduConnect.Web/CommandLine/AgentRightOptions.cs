using System.CommandLine;
using EduConnect.Core.Agents;

namespace EduConnect.Web.CommandLine;

/// <summary>The agent and the rights that <c>agent add</c>, <c>give</c> and <c>withdraw</c> are about.</summary>
internal sealed class AgentRightOptions
{
    private readonly Argument<string> _username = new("username") { Description = "Username of the agent; stored in lower case." };
    private readonly Option<AgentModule> _module = new("--module") { Description = "Administration, PupilSupport, Statistics, Operations or Delegations (an IEN).", DefaultValueFactory = _ => AgentModule.Administration };
    private readonly Option<string[]> _schools = new("--school") { Description = "UAI of a school; may be repeated." };
    private readonly Option<string[]> _groups = new("--group") { Description = "Group such as ECT_ADMIN_045_1D or ECT_STATS_DEP_045: every school of a departement (and degree); may be repeated." };
    private readonly Option<bool> _head = new("--head") { Description = "The head of the schools named: Administration and, where pupils have accounts, PupilSupport; delegates to the agents who work there." };
    private readonly Option<string[]> _circonscriptions = new("--circonscription") { Description = "Circonscription of an IEN, such as 045/0450123A: departement and source id; may be repeated." };

    public void AddTo(Command command)
    {
        command.Add(_username);
        command.Add(_module);
        command.Add(_schools);
        command.Add(_groups);
        command.Add(_circonscriptions);
        command.Add(_head);
    }

    public string Username(ParseResult result) => result.GetValue(_username)!;

    /// <summary>The rights named; none at all is allowed for an agent whom a head will delegate to.</summary>
    /// <exception cref="AgentRefusedException">one of them is of another form</exception>
    public List<NewRight> Given(ParseResult result)
    {
        var (module, schools, groups) = (result.GetValue(_module), result.GetValue(_schools) ?? [], result.GetValue(_groups) ?? []);
        List<NewRight> rights = result.GetValue(_head)
            ? [.. NewRight.OfHead(schools)]
            : [.. schools.Select(uai => new NewRight(module, Uai: uai.ToUpperInvariant())), .. groups.Select(group => NewRight.OfGroup(group, result.GetResult(_module) is { Implicit: false } ? module : null))];
        if (rights.Count == 0 && module is AgentModule.Operations or AgentModule.Statistics)
        {
            rights.Add(new NewRight(module));
        }

        return [.. rights, .. (result.GetValue(_circonscriptions) ?? []).Select(NewRight.OfInspector)];
    }

    /// <summary>The same, where at least one is needed.</summary>
    /// <exception cref="AgentRefusedException">none is named, or one is of another form</exception>
    public List<NewRight> Rights(ParseResult result) => Given(result) is { Count: > 0 } rights ? rights : throw new AgentRefusedException("Name at least one --school, --group, --circonscription or --module Operations.");
}
