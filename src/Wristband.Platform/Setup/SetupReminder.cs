using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;

namespace Wristband.Platform.Setup;

/// <summary>Tells whoever starts an empty platform what makes it usable. There is no default person and password (P-57).</summary>
internal sealed partial class SetupReminder(IServiceScopeFactory scopes, SetupLink link, ILogger<SetupReminder> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        if (!await database.Applications.AnyAsync(cancellationToken)) Log.NothingIsSetUp(logger, link.New());
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        // The link is meant to be read here: who reads the log of an empty platform operates it. It works once, for a while.
        [LoggerMessage(2224, LogLevel.Information, "WB2224: Nothing is set up yet, so every address answers 404. Within half an hour, open "
            + "{SetupLink} under any name that leads here; or beside this server, with the same settings, run: Wristband.Platform setup "
            + "--application NAME --host HOST --admin EMAIL", EventName = "NothingIsSetUp")]
        public static partial void NothingIsSetUp(ILogger logger, string setupLink);
    }
}
