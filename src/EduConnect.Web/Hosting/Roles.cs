namespace EduConnect.Web.Hosting;

/// <summary>What this node does; setting <c>Roles</c> (comma separated), everything by default.</summary>
internal sealed record Roles(bool SignIn, bool Administration, bool Worker)
{
    private static readonly string[] Known = ["sign-in", "administration", "worker"];

    public static Roles From(IConfiguration configuration)
    {
        var names = Names(configuration);
        return new Roles(names.Contains("sign-in"), names.Contains("administration"), names.Contains("worker"));
    }

    /// <summary>Why a node cannot start with these roles, as one sentence; null when it can. Commands name none on purpose.</summary>
    public static string? Fault(IConfiguration configuration)
    {
        var names = Names(configuration);
        return names.Except(Known).FirstOrDefault() is { } unknown ? $"there is no role '{unknown}'; there are {string.Join(", ", Known)}."
            : names.Length == 0 ? $"a node needs a role at least: {string.Join(", ", Known)}."
            : null;
    }

    private static string[] Names(IConfiguration configuration) =>
        configuration["Roles"] is { } roles ? roles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : Known;
}
