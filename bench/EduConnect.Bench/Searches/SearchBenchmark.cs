using System.Diagnostics;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Bench.Searches;

/// <summary>
/// <c>search</c>: one page of a list of a school of 3,000 pupils with its counts, in a store of many such schools ÷ the same search in a store that holds this
/// school alone. Each run asks every search in turn, once here and once there, and compares the 95th hundredth of the durations.
/// </summary>
internal sealed class SearchBenchmark : IBenchmark
{
    private const int Runs = 3;
    private const int Rounds = 10;

    /// <summary>Pupils of the large store; <c>EDUCONNECT_BENCH_PUPILS</c> changes it.</summary>
    private static readonly int Pupils = int.TryParse(Environment.GetEnvironmentVariable("EDUCONNECT_BENCH_PUPILS"), out var pupils) ? pupils : 300_000;

    public string Name => "search";

    public async Task<IEnumerable<Figure>> RunAsync()
    {
        var schools = Math.Max(2, Pupils / NationalStore.PupilsOfSchool);
        var middle = schools / 2;
        var (large, small) = (await NationalStore.MakeAsync(0, schools - 1), await NationalStore.MakeAsync(middle, middle));
        var school = await NationalStore.SchoolAsync(large, middle);
        var calendar = new SchoolCalendar(new ServiceOptions(), TimeProvider.System);
        var (many, alone) = (new SchoolList(large.Stores, calendar), new SchoolList(small.Stores, calendar));
        var searches = Searches(middle * NationalStore.PupilsOfSchool);
        foreach (var search in searches)
        {
            await CompareAsync(many, alone, school, search);
        }

        await MeasureAsync(many, alone, school, searches);
        var pairs = new List<(double Ours, double Reference)>();
        for (var run = 0; run < Runs; run++)
        {
            pairs.Add(await MeasureAsync(many, alone, school, searches));
        }

        return [Figure.FromPairs("search", $"milliseconds, 95th hundredth of {Rounds * searches.Count} searches", pairs, against: $"the school alone; {schools * NationalStore.PupilsOfSchool} pupils here")];
    }

    private static List<Asked> Searches(int first)
    {
        var guardian = $"r.{first / 3 * 4}";
        return
        [
            new(ListKind.LegalGuardians, new()),
            new(ListKind.LegalGuardians, new(), new(ListColumn.LastSignIn, true), 10),
            new(ListKind.LegalGuardians, new() { Text = "a" }),
            new(ListKind.LegalGuardians, new() { Text = "martin lea" }),
            new(ListKind.LegalGuardians, new() { Text = guardian }),
            new(ListKind.LegalGuardians, new() { States = [AccountState.NotInformed, AccountState.Informed] }, new(ListColumn.Class)),
            new(ListKind.LegalGuardians, new() { Families = [FamilyAccounts.None] }),
            new(ListKind.LegalGuardians, new() { Mail = [ContactState.Confirmed], Mobile = [ContactState.ToConfirm] }),
            new(ListKind.LegalGuardians, new() { ToHandle = [ToHandle.TieReported] }),
            new(ListKind.LegalGuardians, new() { ToInformFirst = true }),
            new(ListKind.PersonsInCharge, new()),
            new(ListKind.Pupils, new()),
            new(ListKind.Pupils, new() { Text = "roux" }, new(ListColumn.Username)),
            new(ListKind.Pupils, new() { Text = $"{first:000000000}AB" }),
            new(ListKind.Pupils, new() { Ages = [AgeRange.From15To17], Mefs = ["10010013"] }),
        ];
    }

    private static async Task CompareAsync(SchoolList many, SchoolList alone, Guid school, Asked asked)
    {
        var (here, there) = (await asked.RunAsync(many, school), await asked.RunAsync(alone, school));
        if (here.TotalRows == 0 || (here.TotalRows, here.TotalPeople) != (there.TotalRows, there.TotalPeople) || !here.Rows.Select(row => row.AccountId).SequenceEqual(there.Rows.Select(row => row.AccountId)))
        {
            throw new InvalidOperationException($"The two stores do not answer the same: {asked}, {here.TotalRows} rows and {there.TotalRows}.");
        }
    }

    private static async Task<(double Ours, double Reference)> MeasureAsync(SchoolList many, SchoolList alone, Guid school, List<Asked> searches)
    {
        var (ours, reference) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var asked in searches)
            {
                ours.Add(await TimeAsync(many, school, asked));
                reference.Add(await TimeAsync(alone, school, asked));
            }
        }

        return (Slowest(ours), Slowest(reference));
    }

    private static async Task<double> TimeAsync(SchoolList lists, Guid school, Asked asked)
    {
        var watch = Stopwatch.StartNew();
        await asked.RunAsync(lists, school);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Slowest(List<double> durations) => durations.Order().ElementAt(durations.Count * 95 / 100);

    /// <summary>One search as a page of the site would ask it.</summary>
    private sealed record Asked(ListKind Kind, ListSearch Search, ListSort? Sort = null, int Page = 1)
    {
        public Task<ListPage> RunAsync(SchoolList lists, Guid school) => lists.RunAsync(school, Kind, Search, Sort ?? new ListSort(), Page, CancellationToken.None);
    }
}
