using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Session;

namespace Wristband.AspNetCore.Login;

/// <summary>What the application wants to know again when the login is complete.</summary>
internal sealed partial class CustomState(WristbandOptions options, ILogger<CustomState> logger)
{
    /// <summary>As JSON in UTF-8, which is how the login's cookie holds it.</summary>
    private const int MostBytes = 512;

    public async Task<Dictionary<string, string>?> TakeAsync(WristbandLoginStartingContext starting)
    {
        await options.Events.OnLoginStarting(starting);
        if (starting.CustomState.Count == 0) return null;
        var taken = new Dictionary<string, string>(starting.CustomState);
        var size = LoginState.SizeOf(taken);
        if (size <= MostBytes) return taken;
        // Some of it may be what a visitor sent, and a visitor cannot make a login fail.
        Log.TooLong(logger, size, MostBytes);
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(1215, LogLevel.Error, "WB1215 OnLoginStarting left {Bytes} bytes of JSON for a login, and {Limit} fit. The "
            + "login goes on without "
            + "them.", EventName = "CustomStateTooLong")]
        public static partial void TooLong(ILogger logger, int bytes, int limit);
    }
}
