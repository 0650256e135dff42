using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;

namespace EduConnect.Bench;

/// <summary>
/// <c>page</c>: what the sign-in page weighs on the wire (document, style sheets, scripts, preloaded fonts, compressed as sent) in how many requests, and how long a cold
/// server takes to give it ÷ an empty Razor Pages application started beside it.
/// </summary>
internal sealed partial class PageBenchmark : IBenchmark
{
    private const int Runs = 7;
    private const string SignInPage = "/connexion/responsable";

    public string Name => "page";

    public async Task<IEnumerable<Figure>> RunAsync()
    {
        var pairs = new List<(double Ours, double Reference)>();
        (long Bytes, int Requests) weight = default;
        using var folder = new TemporaryFolder();
        for (var run = 0; run < Runs; run++)
        {
            var (reference, _) = await MeasureAsync(EmptyApp, [], "/", weigh: false);
            var (ours, weighed) = await MeasureAsync(Processes.Server, ["serve", "--data", folder.Path], SignInPage, weigh: true);
            pairs.Add((ours, reference));
            weight = weighed;
        }

        return
        [
            Figure.FromPairs("page", "seconds to the first page of a cold server", pairs, against: "empty Razor Pages application"),
            new Figure("page-weight", Math.Round(weight.Bytes / 45_000.0, 4), weight.Bytes, 45_000, "bytes on the wire; the limit is the reference", [], weight.Requests, "requests (value)"),
        ];
    }

    private static string EmptyApp => Processes.Beside("EduConnect.Bench.EmptyApp.dll", "bench", "EduConnect.Bench.EmptyApp");

    private static async Task<(double Seconds, (long Bytes, int Requests) Weight)> MeasureAsync(string application, string[] arguments, string page, bool weigh)
    {
        var origin = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{Processes.FreePort()}");
        var watch = Stopwatch.StartNew();
        var server = Processes.Start("dotnet", [application, .. arguments, "--urls", origin], Path.GetDirectoryName(application));
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, UseCookies = false });
            await FirstAnswerAsync(http, new Uri(origin + page), server);
            var seconds = watch.Elapsed.TotalSeconds;
            return (seconds, weigh ? await WeighAsync(http, origin, page) : default);
        }
        finally
        {
            Processes.Stop(server);
        }
    }

    private static async Task FirstAnswerAsync(HttpClient http, Uri page, Process server)
    {
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(page);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (!server.HasExited)
            {
                await Task.Delay(5);
            }
        }
    }

    private static async Task<(long Bytes, int Requests)> WeighAsync(HttpClient http, string origin, string page)
    {
        var (bytes, document) = await FetchAsync(http, new Uri(origin + page));
        var parts = Parts().Matches(document).Select(match => match.Groups[1].Value).Where(address => !address.StartsWith("data:", StringComparison.Ordinal)).Distinct().ToList();
        foreach (var part in parts)
        {
            bytes += (await FetchAsync(http, new Uri(new Uri(origin + page), part))).Bytes;
        }

        return (bytes, parts.Count + 1);
    }

    private static async Task<(long Bytes, string Text)> FetchAsync(HttpClient http, Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br, gzip");
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadAsByteArrayAsync();
        await using var plain = new MemoryStream(body);
        await using Stream decoded = answer.Content.Headers.ContentEncoding.FirstOrDefault() switch
        {
            "br" => new BrotliStream(plain, CompressionMode.Decompress),
            "gzip" => new GZipStream(plain, CompressionMode.Decompress),
            _ => plain,
        };
        using var reader = new StreamReader(decoded);
        return (body.LongLength, await reader.ReadToEndAsync());
    }

    [GeneratedRegex("""<(?:link[^>]+rel="(?:stylesheet|preload|icon)"[^>]*|script[^>]*?)\s(?:href|src)="([^"]+)""")]
    private static partial Regex Parts();
}
