using System.Globalization;
using Npgsql;

namespace EduConnect.Testing.Storage;

/// <summary>The role of <c>docs/operating/roles.sql</c> over a main store of a test.</summary>
public static class RestrictedRole
{
    private static int _roles;

    /// <summary>Makes the role and grants it what the file says.</summary>
    /// <param name="owner">the store, as its owner enters it</param>
    /// <param name="grants">text of the file</param>
    /// <returns>the store, as the role enters it</returns>
    public static async Task<string> GrantAsync(string owner, string grants)
    {
        ArgumentNullException.ThrowIfNull(grants);
        var role = string.Create(CultureInfo.InvariantCulture, $"web{Environment.ProcessId}_{Interlocked.Increment(ref _roles)}");
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"create role {role} login;\n" + grants.Replace(":\"role\"", $"\"{role}\"", StringComparison.Ordinal);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(owner) { Username = role }.ConnectionString;
    }
}
