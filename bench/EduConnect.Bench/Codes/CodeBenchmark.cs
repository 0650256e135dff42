using EduConnect.Core.Federation.Registry;

namespace EduConnect.Bench.Codes;

/// <summary>
/// <c>code</c>: authorize → code → token → userinfo with a session, round trips per processor second of all processes of the provider
/// (ours: the server and PostgreSQL with durable commits) ÷ npm oidc-provider with its in-memory store, one after the other, several times.
/// </summary>
internal sealed class CodeBenchmark : IBenchmark
{
    private const int Runs = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Measure = TimeSpan.FromSeconds(8);

    public string Name => "code";

    public async Task<IEnumerable<Figure>> RunAsync()
    {
        await using var ours = await OurProvider.StartAsync();
        await using var peer = await PeerProvider.StartAsync();
        var figures = new List<Figure>();
        foreach (var signing in new[] { TokenSigning.RS256, TokenSigning.ES256 })
        {
            figures.Add(await CompareAsync(ours, peer, signing));
        }

        return figures;
    }

    private static async Task<Figure> CompareAsync(IProvider ours, IProvider peer, TokenSigning signing)
    {
        await RateAsync(ours, signing, WarmUp);
        await RateAsync(peer, signing, WarmUp);
        var pairs = new List<(double Ours, double Reference)>();
        for (var run = 0; run < Runs; run++)
        {
            pairs.Add((await RateAsync(ours, signing, Measure), await RateAsync(peer, signing, Measure)));
        }

        return Figure.FromPairs(
            "code", "round trips per processor second", pairs, Figure.Median(pairs.Select(pair => pair.Ours)), $"npm oidc-provider in memory, {signing}");
    }

    private static async Task<double> RateAsync(IProvider provider, TokenSigning signing, TimeSpan span)
    {
        using var trips = await RoundTrips.PrepareAsync(provider, signing);
        var before = provider.CpuSeconds();
        var done = await trips.RunAsync(span);
        return Math.Round(done / (provider.CpuSeconds() - before), 2);
    }
}

/// <summary>A provider under measure.</summary>
internal interface IProvider : IAsyncDisposable
{
    /// <summary>The issuer.</summary>
    string Origin { get; }

    /// <summary>Path of the authorization endpoint.</summary>
    string Authorize { get; }

    /// <summary>Path of the token endpoint.</summary>
    string Token { get; }

    /// <summary>Path of the userinfo endpoint.</summary>
    string UserInfo { get; }

    /// <summary>Identifier and secret of the service whose tokens are signed so.</summary>
    (string ClientId, string Secret) Client(TokenSigning signing);

    /// <summary>The cookies of a browser that is signed in.</summary>
    Task<string> SignedInCookieAsync(TokenSigning signing);

    /// <summary>Processor seconds used so far by every process of the provider.</summary>
    double CpuSeconds();
}
