using EduConnect.Core.Schools;

namespace EduConnect.Core.Agents;

/// <summary>A group of the ministry: <c>ECT_ADMIN_xxx_yD</c> (département on three signs, degree; row #238) or <c>ECT_STATS_DEP_xxx</c> (both degrees; row #227).</summary>
/// <param name="Module">what it opens</param>
/// <param name="Departement">for the schools of this département</param>
/// <param name="Degree">of this degree; null for both</param>
public sealed record AgentGroup(AgentModule Module, string Departement, Degree? Degree)
{
    private const int DepartementSigns = 3;

    /// <summary>The group of that name, in capitals or not; null for a name of another form.</summary>
    public static AgentGroup? Parse(string? name) => (name ?? string.Empty).Trim().ToUpperInvariant().Split('_') switch
    {
        ["ECT", "ADMIN", var departement, "1D"] when IsDepartement(departement) => new(AgentModule.Administration, departement, Schools.Degree.First),
        ["ECT", "ADMIN", var departement, "2D"] when IsDepartement(departement) => new(AgentModule.Administration, departement, Schools.Degree.Second),
        ["ECT", "STATS", "DEP", var departement] when IsDepartement(departement) => new(AgentModule.Statistics, departement, null),
        _ => null,
    };

    /// <summary>The right it gives to an agent, since <paramref name="since"/> (UTC).</summary>
    public AgentRight RightOf(Guid agentId, DateTime since) => new() { AgentId = agentId, Module = Module, Departement = Departement, Degree = Degree, GrantedAt = since };

    /// <summary>Its name in capitals; <see cref="Parse"/> reads it again.</summary>
    public string ToName() => Module == AgentModule.Statistics ? $"ECT_STATS_DEP_{Departement}" : $"ECT_ADMIN_{Departement}_{(Degree == Schools.Degree.First ? "1D" : "2D")}";

    private static bool IsDepartement(string text) => text.Length == DepartementSigns && text.All(char.IsAsciiLetterOrDigit);
}
