using EduConnect.Core.Schools;

namespace EduConnect.Core.Agents;

/// <summary>One right to give: a module for one school (<paramref name="Uai"/>), for a département and degree, for a circonscription, or for operators.</summary>
public sealed record NewRight(AgentModule Module, string? Uai = null, string? Departement = null, Degree? Degree = null, DateTime? EndsAt = null)
{
    /// <summary>The agent is the head of that school, and delegates there.</summary>
    public bool IsHead { get; init; }

    /// <summary>Only the schools of this circonscription of the département, by its source id.</summary>
    public string? Circonscription { get; init; }

    /// <summary>Both modules of a head in each school; Dépannage covers none of the 1st degree (domain §12).</summary>
    /// <exception cref="AgentRefusedException">no school is named</exception>
    public static IReadOnlyList<NewRight> OfHead(IReadOnlyCollection<string> schools) => schools is not { Count: > 0 }
        ? throw new AgentRefusedException(AgentRefusal.HeadWithoutSchool, "A head needs at least one --school.")
        : [.. schools.Select(uai => uai.Trim().ToUpperInvariant()).SelectMany(uai => new[] { new NewRight(AgentModule.Administration, Uai: uai) { IsHead = true }, new NewRight(AgentModule.PupilSupport, Uai: uai) })];

    /// <summary>That of an IEN, by département and source id, such as <c>045/0450123A</c>.</summary>
    /// <exception cref="AgentRefusedException">it is of another form</exception>
    public static NewRight OfInspector(string? circonscription) => (circonscription ?? string.Empty).Trim().Split('/') is [{ Length: 3 } departement, { Length: > 0 and <= 64 } id]
        ? new NewRight(AgentModule.Delegations, Departement: departement.ToUpperInvariant(), Degree: Schools.Degree.First) { Circonscription = id }
        : throw new AgentRefusedException(AgentRefusal.Circonscription, $"The circonscription {circonscription} is not of the form 045/0450123A.");

    /// <summary>That of a group of the ministry.</summary>
    /// <param name="name">such as <c>ECT_ADMIN_045_1D</c></param>
    /// <param name="module">another module than that of the group: an assistance team may be given MétéoStats of its group; null for its own</param>
    /// <exception cref="AgentRefusedException">it is of another form</exception>
    public static NewRight OfGroup(string? name, AgentModule? module = null) => AgentGroup.Parse(name) is { } group
        ? new NewRight(module ?? group.Module, Departement: group.Departement, Degree: group.Degree)
        : throw new AgentRefusedException(AgentRefusal.Group, $"The group {name} is not of the form ECT_ADMIN_045_1D or ECT_STATS_DEP_045.");

    /// <summary>The same right as one that an agent has, whatever its dates.</summary>
    public static NewRight Like(AgentRight right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return new(right.Module, right.Uai, right.Departement, right.Degree, right.EndsAt) { IsHead = right.IsHead, Circonscription = right.Circonscription };
    }

    /// <exception cref="AgentRefusedException">it is not a right that can be given</exception>
    internal void Check()
    {
        if (IsHead && this is not { Module: AgentModule.Administration, Uai: not null })
        {
            throw new AgentRefusedException(AgentRefusal.HeadWithoutSchool, "A head administers one school by name.");
        }

        if (Circonscription is not null && this is not { Module: AgentModule.Delegations, Departement: not null })
        {
            throw new AgentRefusedException(AgentRefusal.Circonscription, "A circonscription belongs to a departement, for Delegations.");
        }

        if (Uai is not null && Directory.Sources.Uai.Parse(Uai) != Uai)
        {
            throw new AgentRefusedException(AgentRefusal.Uai, $"'{Uai}' is not a UAI.");
        }
    }

    internal AgentRight For(Guid id, Guid agentId, DateTime since) => new()
    {
        Id = id,
        AgentId = agentId,
        Module = Module,
        Uai = Uai,
        Departement = Departement,
        Degree = Degree,
        Circonscription = Circonscription,
        IsHead = IsHead,
        GrantedAt = since,
        EndsAt = EndsAt,
    };

    internal bool IsLike(AgentRight right) => (right.Module, right.Uai, right.Departement, right.Degree, right.Circonscription) == (Module, Uai, Departement, Degree, Circonscription);

    /// <summary>What it is, for the trail and the command line: module and place, such as <c>Administration 0450001A head</c>.</summary>
    public string Words => $"{Module} {Uai ?? $"{Departement} {Degree} {Circonscription}".Trim()}".TrimEnd() + (IsHead ? " head" : string.Empty);
}
