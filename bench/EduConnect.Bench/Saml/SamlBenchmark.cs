using EduConnect.Bench.Codes;

namespace EduConnect.Bench.Saml;

/// <summary>
/// <c>saml</c>: authentication request → answer for a browser with a session, round trips per processor second of the server and PostgreSQL with durable
/// commits ÷ raw RSA signatures per processor second by a key of the same size. An answer takes two signatures: without any other cost the ratio would be 0.5.
/// </summary>
internal sealed class SamlBenchmark : IBenchmark
{
    private const int Runs = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Measure = TimeSpan.FromSeconds(8);

    public string Name => "saml";

    public async Task<IEnumerable<Figure>> RunAsync()
    {
        await using var ours = await OurProvider.StartAsync(SamlTrips.Contract());
        using var trips = new SamlTrips(ours);
        var size = await trips.KeySizeAsync();
        await trips.RunAsync(WarmUp);
        RawSignatures.Rate(size, TimeSpan.FromSeconds(1));
        var pairs = new List<(double Ours, double Reference)>();
        for (var run = 0; run < Runs; run++)
        {
            pairs.Add((await RateAsync(ours, trips), RawSignatures.Rate(size, Measure)));
        }

        return [Figure.FromPairs(Name, "round trips, signatures per processor second", pairs, Figure.Median(pairs.Select(pair => pair.Ours)), $"raw RSA signatures of {size} bits; an answer has two")];
    }

    private static async Task<double> RateAsync(OurProvider ours, SamlTrips trips)
    {
        var before = ours.CpuSeconds();
        var done = await trips.RunAsync(Measure);
        return Math.Round(done / (ours.CpuSeconds() - before), 2);
    }
}
