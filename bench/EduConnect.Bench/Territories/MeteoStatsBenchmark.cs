using System.Diagnostics;
using EduConnect.Bench.Nights;
using EduConnect.Core.Agents;
using EduConnect.Core.SignIn;
using EduConnect.Synthesis;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Npgsql;

namespace EduConnect.Bench.Territories;

/// <summary>
/// <c>meteostats</c>: time of the national pages of MétéoStats (tables, evolution over the year) and of an académie's, with thirty académies counted every night
/// for two school years ÷ the same pages with one school counted once.
/// </summary>
internal sealed class MeteoStatsBenchmark : IBenchmark
{
    private const int Runs = 5;
    private const int Rounds = 20;
    private const int Pupils = 60_000;
    private static readonly string[] Pages =
        ["/meteostats/national/france", "/meteostats/national/france/evolution/representants-legaux", "/meteostats/academies", "/meteostats/academies/{0}"];

    public string Name => "meteostats";

    public async Task<IEnumerable<Figure>> RunAsync()
    {
        using var nation = await Reader.StartAsync(await NationAsync());
        using var school = await Reader.StartAsync(await SchoolAsync());
        await MeasureAsync(nation, school);
        var pairs = new List<(double Ours, double Reference)>();
        for (var run = 0; run < Runs; run++)
        {
            pairs.Add(await MeasureAsync(nation, school));
        }

        return [Figure.FromPairs(Name, $"milliseconds, median of {Rounds * Pages.Length} pages", pairs, against: "the same pages with one school")];
    }

    private static async Task<(double Ours, double Reference)> MeasureAsync(Reader nation, Reader school)
    {
        var (ours, reference) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var page in Pages)
            {
                ours.Add(await nation.TimeAsync(page));
                reference.Add(await school.TimeAsync(page));
            }
        }

        return (Figure.Median(ours), Figure.Median(reference));
    }

    private static async Task<string> NationAsync()
    {
        using var bench = new Imports.ImportBench();
        using var exports = new TemporaryFolder();
        new Exporter(new SynthesisOptions { Pupils = Pupils, Academies = Academie.Known, ChunkSize = 10_000 }, exports.Path).Write();
        var main = await bench.NewStoreAsync();
        await bench.ImportAsync(exports.Path, main);
        return await CountedAsync(main, days: 700);
    }

    private static async Task<string> SchoolAsync()
    {
        using var bench = new Imports.ImportBench();
        var main = await bench.NewStoreAsync();
        await using (var db = bench.Open(main))
        {
            var data = new TestData(db);
            var school = data.School();
            for (var pupil = 0; pupil < 30; pupil++)
            {
                data.Guardian(data.Pupil(school), username: $"r.{pupil}");
            }

            await data.SaveAsync();
        }

        return await CountedAsync(main, days: 0);
    }

    /// <summary>Counts by the night, and repeats the day's figures for so many days before it.</summary>
    private static async Task<string> CountedAsync(string main, int days)
    {
        await NightRun.RunAsync(main, await PostgreSqlServer.NewDatabaseAsync());
        await using var connection = new NpgsqlConnection(main);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            insert into territory_day (level, code, degree, list, day, accounts, activated)
            select level, code, degree, list, day - n, accounts, activated from territory_day, generate_series(1, {days}) n;
            insert into territory_coverage (level, code, degree, day, pupils, reached)
            select level, code, degree, day - n, pupils, reached from territory_coverage, generate_series(1, {days}) n;
            analyze
            """,
            connection);
        await command.ExecuteNonQueryAsync();
        return main;
    }

    /// <summary>An agent who reads the pages of one server.</summary>
    private sealed class Reader(OurServer server, HttpClient browser, string academie) : IDisposable
    {
        public static async Task<Reader> StartAsync(string main)
        {
            var server = await OurServer.StartAsync(main, roles: "sign-in,administration");
            var agent = new Agent { Id = Guid.CreateVersion7(), Username = "agent.mesure", DisplayName = "A. Mesure", PasswordHash = "-", TotpSeed = [], CreatedAt = DateTime.UtcNow };
            await using var db = server.OpenMain();
            db.Add(agent);
            db.Add(new AgentRight { Id = Guid.CreateVersion7(), AgentId = agent.Id, Module = AgentModule.Statistics, Departement = "013", GrantedAt = DateTime.UtcNow });
            await db.SaveChangesAsync();
            var handle = await server.OpenSessionAsync(SessionKind.Agent, agent.Id, "pwd otp");
            var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Origin) };
            browser.DefaultRequestHeaders.Add("Cookie", $"educonnect-agent={handle}");
            return new Reader(server, browser, "aix-marseille");
        }

        public async Task<double> TimeAsync(string page)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await browser.GetAsync(new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, page, academie), UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            var time = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            return answer.StatusCode == System.Net.HttpStatusCode.OK ? time : throw new InvalidOperationException($"{page}: {answer.StatusCode}");
        }

        public void Dispose()
        {
            browser.Dispose();
            server.Dispose();
        }
    }
}
