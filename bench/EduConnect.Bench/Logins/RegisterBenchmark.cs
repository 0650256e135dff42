namespace EduConnect.Bench.Logins;

/// <summary>
/// <c>register</c>: self-registrations (five pages, a code, one Argon2id, the account and its ties durable in PostgreSQL) ÷ password sign-ins, both per
/// processor second of the same server and its PostgreSQL, one after the other, several times.
/// </summary>
internal sealed class RegisterBenchmark : IBenchmark
{
    private const int Runs = 5;
    private const int People = 9_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Measure = TimeSpan.FromSeconds(8);

    public string Name => "register";

    public async Task<IEnumerable<Figure>> RunAsync()
    {
        await using var desk = await OurDesk.StartAsync(People);
        await LoginBenchmark.RateAsync(desk, desk.SignInAsync, WarmUp);
        await LoginBenchmark.RateAsync(desk, desk.RegisterAsync, WarmUp);
        var pairs = new List<(double Ours, double Reference)>();
        for (var run = 0; run < Runs; run++)
        {
            pairs.Add((await LoginBenchmark.RateAsync(desk, desk.RegisterAsync, Measure), await LoginBenchmark.RateAsync(desk, desk.SignInAsync, Measure)));
        }

        return [Figure.FromPairs("register", "self-registrations per processor second", pairs, against: "password sign-ins of the same server")];
    }
}
