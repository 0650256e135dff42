using System.Net;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>What browsers report about the policy: anybody may send it, so that it must cost nothing (S-HD3).</summary>
[Trait("Rule", "S-HD3")]
public sealed class PolicyReportTests
{
    private const string Report = "{\"type\":\"csp-violation\",\"body\":{\"effectiveDirective\":\"script-src\",\"blockedURL\":\"inline\"}}";
    private const string Several = "application/reports+json";

    [Theory]
    [InlineData(Several, "[" + Report + "]", HttpStatusCode.NoContent)]
    [InlineData("application/reports+json; charset=utf-8", "[]", HttpStatusCode.NoContent)]
    [InlineData("application/csp-report", "{\"csp-report\":{\"effective-directive\":\"script-src\",\"blocked-uri\":\"inline\"}}", HttpStatusCode.NoContent)]
    [InlineData("application/csp-report", "[" + Report + "]", HttpStatusCode.BadRequest)]
    [InlineData(Several, "{}", HttpStatusCode.BadRequest)]
    [InlineData(Several, "[{}]", HttpStatusCode.BadRequest)]
    [InlineData(Several, "not json", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "[" + Report + "]", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain", "[" + Report + "]", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("", "[" + Report + "]", HttpStatusCode.UnsupportedMediaType)]
    public async Task They_are_taken_when_they_are_reports(string type, string body, HttpStatusCode expected)
    {
        await using var app = await TestApp.StartAsync();
        Assert.Equal(expected, await SendAsync(app, type, body));
    }

    [Fact]
    public async Task Ten_of_a_request_and_thirty_of_a_minute_are_written()
    {
        using var log = new KeptLog();
        var clock = new TestClock();
        await using var app = await TestApp.StartAsync(clock: clock, configure: services => services.AddSingleton<ILoggerProvider>(log));
        var many = "[" + string.Join(',', Enumerable.Repeat(Report, 300)) + "]";
        Assert.Equal((HttpStatusCode.NoContent, 10, 0), (await SendAsync(app, Several, many), Written(log), LeftOut(log)));
        for (var i = 0; i < 5; i++)
        {
            await SendAsync(app, Several, many);
        }

        Assert.Equal((30, 1), (Written(log), LeftOut(log)));
        clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(app, Several, many);
        Assert.Equal((40, 1), (Written(log), LeftOut(log)));
    }

    private static int Written(KeptLog log) => log.Lines.Count(line => line == "Refused by the policy: directive script-src, blocked inline");

    private static int LeftOut(KeptLog log) => log.Lines.Count(line => line.StartsWith("More than 30 reports", StringComparison.Ordinal));

    private static async Task<HttpStatusCode> SendAsync(TestApp app, string type, string body)
    {
        using var browser = app.Browser();
        var answer = await browser.SendAsync(() =>
        {
            var content = new StringContent(body);
            content.Headers.ContentType = type.Length == 0 ? null : System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
            return new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address + "/rapports-csp")) { Content = content };
        });
        return answer.Status;
    }
}
