using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Tenancy;

namespace Wristband.AspNetCore.Login;

/// <summary>What the application wants to know again when the login is complete.</summary>
internal sealed partial class CustomState([FromKeyedServices] WristbandOptions options, ILogger<CustomState> logger)
{
    private const int MostCharacters = 500;

    public async Task<Dictionary<string, string>?> TakeAsync(HttpContext context, TenantTarget tenant, string? returnUrl)
    {
        var starting = new WristbandLoginStartingContext(context, tenant.Name?.Value, returnUrl);
        await options.Events.OnLoginStarting(starting);
        if (starting.CustomState.Count == 0) return null;
        var length = starting.CustomState.Sum(entry => entry.Key.Length + entry.Value.Length);
        if (length <= MostCharacters) return new Dictionary<string, string>(starting.CustomState);
        // Some of it may be what a visitor sent, and a visitor cannot make a login fail.
        Log.TooLong(logger, length, MostCharacters);
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(1215, LogLevel.Error, "WB1215 OnLoginStarting left {Length} characters for a login, and {Limit} fit. The login goes on "
            + "without them.", EventName = "CustomStateTooLong")]
        public static partial void TooLong(ILogger logger, int length, int limit);
    }
}
