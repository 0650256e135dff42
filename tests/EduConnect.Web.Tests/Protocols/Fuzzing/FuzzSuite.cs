using System.Collections.Concurrent;
using System.Text;
using EduConnect.Testing.Fuzzing;
using EduConnect.Web.Tests.Protocols.Oidc;
using EduConnect.Web.Tests.Protocols.Saml;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Fuzzing;

/// <summary>Sends damaged requests straight to the application, without a client that would refuse to write them down.</summary>
public abstract class FuzzSuite(OidcHost host) : SamlSuite(host)
{
    /// <summary>Nothing that is read takes long: what has not answered by then hangs.</summary>
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(30);

    /// <summary>Sends the inputs in turn, each with dice of its own, and says which crashed, hung or were answered with a fault of ours.</summary>
    protected async Task RunAsync(IReadOnlyList<FuzzTarget> targets, string? cookie)
    {
        foreach (var target in targets)
        {
            var status = await StatusAsync(target.Good, cookie);
            Assert.True(status == target.Taken, $"{target.Name}: the good request was answered {status}.");
        }

        var statuses = new ConcurrentDictionary<(string Target, int Status), int>();
        var failures = new ConcurrentQueue<string>();
        var inputs = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Cancellation };
        await Parallel.ForAsync(0, FuzzRun.Inputs, inputs, async (number, _) =>
        {
            var target = targets[number % targets.Count];
            var input = target.Make(new Mutator(FuzzRun.Seed + number, Words.All));
            try
            {
                var status = await StatusAsync(input, cookie).WaitAsync(Hangs, Cancellation);
                statuses.AddOrUpdate((target.Name, status), 1, (_, count) => count + 1);
                if (status >= 500)
                {
                    failures.Enqueue($"{target.Name} {number}: {status}: {input}");
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                failures.Enqueue($"{target.Name} {number}: {error.GetType().Name} {error.Message}: {input}");
            }
        });

        var told = string.Join('\n', statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key.Target} {pair.Key.Status}: {pair.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        Assert.True(failures.IsEmpty, string.Join('\n', failures.Take(5)));
        Assert.True(statuses.Count > targets.Count, "Every damaged input got the same answer: nothing was read.\n" + told);
    }

    private async Task<int> StatusAsync(FuzzInput input, string? cookie)
    {
        var server = (TestServer)App.Services.GetRequiredService<IServer>();
        var context = await server.SendAsync(http => Fill(http.Request, input, cookie), Cancellation);
        await context.Response.Body.CopyToAsync(Stream.Null, Cancellation);
        return context.Response.StatusCode;
    }

    /// <summary>What can come over a wire: no half of a pair of signs.</summary>
    private static string Wire(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static void Fill(HttpRequest request, FuzzInput input, string? cookie)
    {
        request.Scheme = "http";
        request.Host = new HostString("localhost");
        request.Path = input.Path;
        request.QueryString = new QueryString(input.Query.Length == 0 ? null : '?' + Wire(input.Query));
        request.Method = input.Form is null ? "GET" : "POST";
        if (input.Form is { } form)
        {
            request.ContentType = "application/x-www-form-urlencoded";
            request.Body = new MemoryStream(Encoding.UTF8.GetBytes(form));
        }

        if (input.Authorization is { } authorization)
        {
            request.Headers.Authorization = Wire(authorization);
        }

        if (cookie is not null)
        {
            request.Headers.Cookie = "session=" + cookie;
        }
    }
}
