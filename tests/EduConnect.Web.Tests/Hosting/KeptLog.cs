using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>Keeps what is logged.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>What is written as an error or worse, with its exception.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Enqueue(formatter(state, exception));
        if (logLevel >= LogLevel.Error)
        {
            Faults.Enqueue(formatter(state, exception) + exception);
        }
    }

    public void Dispose() => Lines.Clear();
}
