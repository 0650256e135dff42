using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents;

/// <summary>The rights of a session at one request.</summary>
/// <param name="Open">those it opens</param>
/// <param name="Locked">those that a second factor would open</param>
public sealed record OpenedRights(IReadOnlyList<AgentRight> Open, IReadOnlyList<AgentRight> Locked);

/// <summary>
/// Which rights a sign-in opens without a second factor (domain §12): those of modules that need none, and, from the administrative network of a school of the
/// 2nd degree, those of its head and of the agents that head delegated (rows #7 and #8). Directors of the 1st degree (row #6), assistance teams, IEN and operators
/// always need one.
/// </summary>
public sealed class OpenRights(AgentOptions options, AdministrativeNetworks networks)
{
    /// <summary>Splits the rights in force by what the session may open now.</summary>
    /// <param name="main">where schools are</param>
    /// <param name="rights">in force</param>
    /// <param name="methods">how the session was opened</param>
    /// <param name="network">where this very request comes from</param>
    /// <param name="cancellationToken">the caller gave up</param>
    public async Task<OpenedRights> SplitAsync(MainDb main, IReadOnlyList<AgentRight> rights, string methods, string network, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rights);
        if (AgentMethods.HasSecondFactor(methods))
        {
            return new(rights, []);
        }

        var freed = AgentMethods.IsOfNetwork(methods) ? await FreedAsync(main, rights, network, cancellationToken) : [];
        var open = rights.Where(right => !options.NeedsCode(right.Module) || freed.Contains(right)).ToList();
        return new(open, [.. rights.Except(open)]);
    }

    /// <summary>How a sign-in without a second factor is noted; null when it is refused, so that a stolen password of a head or operator opens nothing.</summary>
    /// <param name="main">where schools are</param>
    /// <param name="rights">in force</param>
    /// <param name="method">what was proved</param>
    /// <param name="network">where the request comes from</param>
    /// <param name="cancellationToken">the caller gave up</param>
    public async Task<string?> MethodsWithoutCodeAsync(MainDb main, IReadOnlyList<AgentRight> rights, string method, string network, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rights);
        return rights.Count == 0 ? null
            : (await FreedAsync(main, rights, network, cancellationToken)).Count > 0 ? AgentMethods.FromNetwork(method)
            : rights.Any(right => options.NeedsCode(right.Module)) ? null
            : method;
    }

    private async Task<HashSet<AgentRight>> FreedAsync(MainDb main, IReadOnlyList<AgentRight> rights, string network, CancellationToken cancellationToken)
    {
        if (networks.IsEmpty)
        {
            return [];
        }

        var headed = rights.Where(right => right is { Module: AgentModule.Administration, IsHead: true, Uai: not null }).Select(right => right.Uai!).ToHashSet(StringComparer.Ordinal);
        var near = rights.Where(right => options.NeedsCode(right.Module) && right.Uai is { } uai && IsOfHead(right, headed) && networks.Covers(uai, network)).ToList();
        if (near.Count == 0)
        {
            return [];
        }

        var uais = near.Select(right => right.Uai!).Distinct().ToList();
        var schools = await main.Set<School>().Where(school => uais.Contains(school.Uai) && school.GoneAt == null && school.Degree == Degree.Second).Select(school => school.Uai).ToListAsync(cancellationToken);
        return [.. near.Where(right => schools.Contains(right.Uai!))];
    }

    // What an operator gave to anybody but a head stays with the code: nobody of the school answers for it.
    private static bool IsOfHead(AgentRight right, HashSet<string> headed) => right.Module switch
    {
        AgentModule.Administration => right.IsHead || right.GrantedById is not null,
        AgentModule.PupilSupport => headed.Contains(right.Uai!),
        _ => false,
    };
}
