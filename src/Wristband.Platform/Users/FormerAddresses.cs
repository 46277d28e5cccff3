using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;

namespace Wristband.Platform.Users;

/// <summary>
/// Names, once after the start, the accounts whose address would not be accepted today (X-A9). They go on; an operator may ask their
/// owners for another address.
/// </summary>
internal sealed partial class FormerAddresses(IServiceScopeFactory scopes, ILogger<FormerAddresses> log) : BackgroundService
{
    private const int MostNamed = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await using var unit = scopes.CreateAsyncScope();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var scope = unit.ServiceProvider.GetRequiredService<TenantScope>();
        var left = MostNamed;
        try
        {
            foreach (var applicationId in await database.Applications.Select(a => a.Id).ToListAsync(stoppingToken))
            {
                scope.EnterApplication(applicationId);
                left -= await NameAsync(database, left, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends first; the next start tells it.
        }
        catch (DbException failure)
        {
            // Nobody waits for this look: it must not take the platform down.
            Log.Unread(log, failure);
        }
    }

    private async Task<int> NameAsync(PlatformDbContext database, int most, CancellationToken stoppingToken)
    {
        var named = 0;
        var users = database.Users.AsNoTracking().Select(u => new { u.Id, u.TenantId, u.Email }).AsAsyncEnumerable();
        await foreach (var user in users.WithCancellation(stoppingToken))
        {
            if (named >= most) break;
            if (EmailAddress.TryParse(user.Email, out var address) && address.Written == user.Email) continue;
            Log.Former(log, user.Id, user.TenantId);
            named++;
        }
        return named;
    }

    private static partial class Log
    {
        [LoggerMessage(
            2041, LogLevel.Warning, "WB2041: The address of user {UserId} in tenant {TenantId} would not be accepted today. It goes on to "
            + "work as it is stored.", EventName = "FormerAddress")]
        public static partial void Former(ILogger logger, string userId, string tenantId);

        [LoggerMessage(
            2042, LogLevel.Warning, "The addresses of accounts could not be looked at. The next start does.",
            EventName = "AddressesUnread")]
        public static partial void Unread(ILogger logger, Exception failure);
    }
}
