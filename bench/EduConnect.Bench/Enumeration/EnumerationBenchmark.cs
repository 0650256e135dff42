using System.Diagnostics;

namespace EduConnect.Bench.Enumeration;

/// <summary>
/// <c>enumeration</c>: how much longer an answer takes for somebody who exists than for nobody (S-EN2), as the median of each, over sign-in, forgotten username,
/// forgotten password and self-registration. Known and unknown alternate on one warm server; the first line is the largest relative difference.
/// </summary>
internal sealed class EnumerationBenchmark : IBenchmark
{
    private const int Samples = 400;
    private const int WarmUp = 60;

    public string Name => "enumeration";

    public async Task<IEnumerable<Figure>> RunAsync()
    {
        await using var desk = await SelfHelpDesk.StartAsync(Samples + WarmUp);
        (string Journey, Func<int, bool, Task<Func<Task>>> Prepare)[] journeys =
        [
            ("sign-in", desk.SignInAsync), ("forgotten username by mail", desk.UsernameByMailAsync), ("forgotten username by SMS", desk.UsernameBySmsAsync),
            ("forgotten password by mail", desk.PasswordByMailAsync), ("forgotten password by SMS", desk.PasswordBySmsAsync),
            ("self-registration", desk.RegistrationAsync),
        ];
        var figures = new List<Figure>();
        foreach (var (journey, prepare) in journeys)
        {
            figures.Add(await MeasureAsync(journey, prepare));
        }

        var worst = figures.MaxBy(figure => figure.Value)!;
        return [worst with { Name = "enumeration", Against = "the worst: " + worst.Against }, .. figures];
    }

    private static async Task<Figure> MeasureAsync(string journey, Func<int, bool, Task<Func<Task>>> prepare)
    {
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var i = 0; i < Samples + WarmUp; i++)
        {
            // Which of the two comes first alternates too.
            foreach (var exists in i % 2 == 0 ? (bool[])[true, false] : [false, true])
            {
                var press = await prepare(i, exists);
                var watch = Stopwatch.StartNew();
                await press();
                var elapsed = watch.Elapsed.TotalMilliseconds;
                if (i >= WarmUp)
                {
                    (exists ? known : unknown).Add(elapsed);
                }
            }
        }

        var (ours, reference) = (Figure.Median(known), Figure.Median(unknown));
        var difference = Math.Round(Math.Abs(ours - reference) / reference, 4);
        return new Figure("enumeration-journey", Math.Round(ours / reference, 4), ours, reference, "milliseconds, known against unknown; value: relative difference", [], difference, journey);
    }
}
