namespace EduConnect.Web.Hosting;

/// <summary>What this node does; setting <c>Roles</c> (comma separated), everything by default.</summary>
internal sealed record Roles(bool SignIn, bool Administration, bool Worker)
{
    public static Roles From(IConfiguration configuration)
    {
        var names = (configuration["Roles"] ?? "sign-in,administration,worker").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new Roles(names.Contains("sign-in"), names.Contains("administration"), names.Contains("worker"));
    }
}
