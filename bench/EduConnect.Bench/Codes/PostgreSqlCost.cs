using System.Globalization;
using Npgsql;

namespace EduConnect.Bench.Codes;

/// <summary>Processor time of a PostgreSQL server on this machine: its first process, those living under it, and those that have ended.</summary>
internal sealed class PostgreSqlCost
{
    private const double TicksPerSecond = 100;
    private readonly int _postmaster;

    private PostgreSqlCost(int postmaster) => _postmaster = postmaster;

    /// <summary>Finds the server behind a connection string.</summary>
    public static async Task<PostgreSqlCost> OfAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select pg_backend_pid()", connection);
        var backend = (int)(await command.ExecuteScalarAsync())!;
        return new(Stat(backend)!.Value.Parent);
    }

    /// <summary>Seconds so far.</summary>
    public double CpuSeconds()
    {
        var own = Stat(_postmaster)!.Value;
        var living = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var pid) ? Stat(pid) : null)
            .Where(stat => stat?.Parent == _postmaster)
            .Sum(stat => stat!.Value.Own);
        return (own.Own + own.Ended + living) / TicksPerSecond;
    }

    /// <summary>Fields 4 and 14 to 17 of <c>/proc/PID/stat</c>: parent, own user and system ticks, the same of children that have ended.</summary>
    private static (int Parent, long Own, long Ended)? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
            return ((int)Field(4), Field(14) + Field(15), Field(16) + Field(17));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
