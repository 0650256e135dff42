namespace EduConnect.Bench.Logins;

/// <summary>
/// <c>login</c>: password sign-ins (page, form post, session durable in PostgreSQL) per processor second of the server and of PostgreSQL
/// ÷ raw Argon2id of the same library with the same parameters; and sign-ins from a service's request to its code
/// ÷ npm oidc-provider with the same Argon2id parameters, one after the other, several times.
/// </summary>
internal sealed class LoginBenchmark : IBenchmark
{
    private const int Runs = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Measure = TimeSpan.FromSeconds(10);

    public string Name => "login";

    public async Task<IEnumerable<Figure>> RunAsync()
    {
        await using var ours = await OurDesk.StartAsync();
        await using var peer = await PeerDesk.StartAsync();
        await RateAsync(ours, ours.SignInAsync, WarmUp);
        await RateAsync(ours, ours.SignInForServiceAsync, WarmUp);
        await RateAsync(peer, peer.SignInForServiceAsync, WarmUp);
        return [await AgainstRawAsync(ours), await AgainstPeerAsync(ours, peer)];
    }

    private static async Task<Figure> AgainstRawAsync(OurDesk ours)
    {
        var pairs = new List<(double Ours, double Reference)>();
        for (var run = 0; run < Runs; run++)
        {
            pairs.Add((await RateAsync(ours, ours.SignInAsync, Measure), RawHash.Rate(Measure)));
        }

        return Figure.FromPairs("login", "sign-ins per processor second", pairs, against: "raw Argon2id, m = 19 MiB, t = 2, libsodium");
    }

    private static async Task<Figure> AgainstPeerAsync(OurDesk ours, PeerDesk peer)
    {
        var pairs = new List<(double Ours, double Reference)>();
        for (var run = 0; run < Runs; run++)
        {
            pairs.Add((await RateAsync(ours, ours.SignInForServiceAsync, Measure), await RateAsync(peer, peer.SignInForServiceAsync, Measure)));
        }

        return Figure.FromPairs("login", "sign-ins for a service per processor second", pairs, against: "npm oidc-provider in memory, @node-rs/argon2 with the same parameters");
    }

    /// <summary>How often something is done per processor second of a desk, by six people at once.</summary>
    public static async Task<double> RateAsync(IDesk desk, Func<Task> signIn, TimeSpan span)
    {
        const int AtOnce = 6;
        var before = desk.CpuSeconds();
        var until = DateTime.UtcNow + span;
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (DateTime.UtcNow < until)
            {
                await signIn();
                Interlocked.Increment(ref done);
            }
        }));
        return Math.Round(done / (desk.CpuSeconds() - before), 2);
    }
}

/// <summary>A sign-in desk under measure.</summary>
internal interface IDesk : IAsyncDisposable
{
    /// <summary>Processor seconds used so far by every process of the desk.</summary>
    double CpuSeconds();
}
