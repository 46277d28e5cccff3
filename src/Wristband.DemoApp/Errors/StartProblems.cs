using Microsoft.Extensions.Options;

namespace Wristband.DemoApp.Errors;

/// <summary>Settings with which the demo cannot start: all of them, a line each. A stack would say nothing about a setting.</summary>
internal static partial class StartProblems
{
    public static IReadOnlyList<string> Of(Exception problem) => problem switch
    {
        AggregateException several => [.. several.InnerExceptions.SelectMany(Of)],
        // __WRISTBAND__ What the SDK finds wrong with its settings, all at once, each with its id (docs/errors.md)
        OptionsValidationException settings => [.. settings.Failures],
        _ => [],
    };

    public static void Tell(IReadOnlyList<string> problems)
    {
        using var factory = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        var logger = factory.CreateLogger("Wristband.DemoApp");
        foreach (var problem in problems) Log.Refused(logger, problem);
    }

    private static partial class Log
    {
        [LoggerMessage(4003, LogLevel.Critical, "{Problem}", EventName = "StartRefused")]
        public static partial void Refused(ILogger logger, string problem);
    }
}
