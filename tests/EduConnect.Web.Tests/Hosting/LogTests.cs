using System.Collections.Concurrent;
using EduConnect.Testing.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>What the log of a server with no settings of its own says.</summary>
public sealed class LogTests
{
    private const string Secret = "qTk3rsdPmZ0vJx2bN8yLwC5hF7uA1eGi";

    [Theory, Trait("Rule", "S-AU1")]
    [InlineData("/activation/lien/" + Secret)]
    [InlineData("/mot-de-passe-oublie/lien/" + Secret)]
    [InlineData("/mon-compte/mail/annuler/" + Secret)]
    [InlineData("/administration/assistance?q=" + Secret)]
    [InlineData("/aide?q=" + Secret)]
    public async Task Links_and_searches_are_not_in_it(string path)
    {
        using var log = new KeptLog();
        await using var app = await TestApp.StartAsync(configure: services => services.AddSingleton<ILoggerProvider>(log), settings: "--Logging:LogLevel:Default=Information");
        using var browser = app.Browser();
        await browser.GetAsync(path);
        Assert.DoesNotContain(log.Lines, line => line.Contains(Secret, StringComparison.Ordinal) || line.Contains("SELECT", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(log.Lines, line => line.Contains("Now listening", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_looks_for_a_fault_can_have_every_request_in_it()
    {
        using var log = new KeptLog();
        await using var app = await TestApp.StartAsync(
            configure: services => services.AddSingleton<ILoggerProvider>(log), settings: ["--Logging:LogLevel:Default=Information", "--Logging:LogLevel:Microsoft.AspNetCore=Information"]);
        using var browser = app.Browser();
        await browser.GetAsync("/aide?q=" + Secret);
        Assert.Contains(log.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));

        public void Dispose() => Lines.Clear();
    }
}
