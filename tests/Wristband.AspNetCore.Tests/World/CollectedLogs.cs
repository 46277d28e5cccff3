using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>Every line that anything logged, at any level.</summary>
internal sealed class CollectedLogs : ILoggerProvider
{
    public ConcurrentQueue<(LogLevel Level, EventId Id, string Text)> Lines { get; } = new();

    /// <summary>What structured logs keep beside the texts.</summary>
    public ConcurrentQueue<string> Parts { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Collector(this);

    public void Dispose()
    {
    }

    private sealed class Collector(CollectedLogs logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            IEnumerable<KeyValuePair<string, object?>> parts = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
            foreach (var part in parts)
                logs.Parts.Enqueue(part.Value is IEnumerable<string> several ? string.Join(' ', several) : $"{part.Value}");
            logs.Lines.Enqueue((logLevel, eventId, formatter(state, exception) + exception));
        }
    }
}
