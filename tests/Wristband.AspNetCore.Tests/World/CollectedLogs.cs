using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>Every line that anything logged, at any level.</summary>
internal sealed class CollectedLogs : ILoggerProvider
{
    public ConcurrentQueue<(LogLevel Level, EventId Id, string Text)> Lines { get; } = new();

    /// <summary>Whether what structured logs keep beside the texts is collected, too: it is more than the texts.</summary>
    public bool KeepsParts { get; set; }

    /// <summary>The values beside the texts.</summary>
    public ConcurrentQueue<string> Parts { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Collector(this);

    public void Dispose()
    {
    }

    private void KeepParts(IReadOnlyList<KeyValuePair<string, object?>>? parts)
    {
        if (!KeepsParts) return;
        foreach (var (_, value) in parts ?? [])
            Parts.Enqueue(value is IEnumerable<string> several ? string.Join(' ', several) : $"{value}");
    }

    private sealed class Collector(CollectedLogs logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            logs.KeepParts(state as IReadOnlyList<KeyValuePair<string, object?>>);
            logs.Lines.Enqueue((logLevel, eventId, formatter(state, exception) + exception));
        }
    }
}
