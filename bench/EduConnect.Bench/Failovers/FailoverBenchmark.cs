using System.Diagnostics;
using EduConnect.Bench.Logins;
using EduConnect.Testing.Storage;

namespace EduConnect.Bench.Failovers;

/// <summary>
/// <c>failover</c>: sign-ins that failed ÷ all, while people sign in without a pause, the primary database is killed without a warning, its replica answers
/// alone for a while and is then promoted (domain 15.3). The absolute figure is the longest sign-in in seconds.
/// </summary>
internal sealed class FailoverBenchmark : IBenchmark
{
    private const int AtOnce = 6;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(20);

    /// <summary>Failed sign-ins of all that are allowed.</summary>
    private const double Allowed = 0.001;

    public string Name => "failover";

    public async Task<IEnumerable<Figure>> RunAsync()
    {
        await using var pair = await PostgreSqlPair.StartAsync();
        await using var desk = await OurDesk.StartAsync(main: pair.Connection);
        await pair.CatchUpAsync(CancellationToken.None);
        using var over = new CancellationTokenSource();
        var people = Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => SignInAsync(desk, over.Token))).ToList();
        await Task.Delay(Before);
        pair.KillPrimary();
        await Task.Delay(Alone);
        await pair.PromoteReplicaAsync();
        await Task.Delay(After);
        await over.CancelAsync();
        var turns = (await Task.WhenAll(people)).SelectMany(person => person).ToList();
        var failed = turns.Count(turn => !turn.IsIn);
        return
        [
            new Figure(
                Name, Math.Round((double)failed / turns.Count, 5), failed, turns.Count, $"failed sign-ins of all; at most {Allowed} is allowed", [],
                Math.Round(turns.Max(turn => turn.Seconds), 2), "all sign-ins; the value is the longest of them in seconds"),
        ];
    }

    private static async Task<List<Turn>> SignInAsync(OurDesk desk, CancellationToken over)
    {
        var turns = new List<Turn>();
        while (!over.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            var isIn = true;
            try
            {
                await desk.SignInAsync();
            }
            catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException or IOException)
            {
                isIn = false;
            }

            turns.Add(new Turn(isIn, Stopwatch.GetElapsedTime(began).TotalSeconds));
        }

        return turns;
    }

    private sealed record Turn(bool IsIn, double Seconds);
}
