using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Wristband.Platform.Startup;

/// <summary>Tells an operator why the platform does not start: a line a mistake, each with its id, and no stack.</summary>
internal static partial class StartProblems
{
    /// <summary>What is wrong with the settings or the database; empty for a fault of the program's own, whose stack matters.</summary>
    public static IReadOnlyList<string> Of(Exception problem) => problem switch
    {
        AggregateException several => [.. several.InnerExceptions.SelectMany(Of)],
        OptionsValidationException settings => [.. settings.Failures],
        RefusedStartException refused => [refused.Message],
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unreadable => [Unreadable(unreadable)],
        InvalidDataException or FormatException
            when problem.Source?.StartsWith("Microsoft.Extensions.Configuration", StringComparison.Ordinal) == true
            => [Unreadable(problem)],
        _ => [],
    };

    /// <summary>Writes to the console, whatever the settings say about logs: they may be what is wrong.</summary>
    public static void Tell(IReadOnlyList<string> problems)
    {
        // What a command prints for programs stays apart from it.
        using var factory = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true)
            .Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        var logger = factory.CreateLogger("Wristband.Platform");
        foreach (var problem in problems) Log.Refused(logger, problem);
    }

    private static string Unreadable(Exception problem) => $"WB2024: A setting cannot be read. {problem.Message}";

    private static partial class Log
    {
        [LoggerMessage(2025, LogLevel.Critical, "{Problem}", EventName = "StartRefused")]
        public static partial void Refused(ILogger logger, string problem);
    }
}
