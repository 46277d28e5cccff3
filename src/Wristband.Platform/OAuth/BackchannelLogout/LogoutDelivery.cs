using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Background;
using Wristband.Platform.Data;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.OAuth.BackchannelLogout;

/// <summary>
/// Tells clients that sessions ended, at least once: a notice is claimed, sent, deleted. What cannot be told within ten minutes is
/// given up; the client's session then ends with its next refresh or by its own age.
/// </summary>
internal sealed partial class LogoutDelivery(
    IServiceScopeFactory scopes, IHttpClientFactory clients, LogoutTokens tokens, Signal<LogoutNotice> signal, TimeProvider time, ILogger<LogoutDelivery> logger)
    : BackgroundService
{
    public const string ClientName = "Wristband.Platform.LogoutDelivery";
    private const int Batch = 50;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Periodically.RunAsync(signal, Round, time, logger, DeliverDueAsync, stoppingToken);

    /// <summary>Sends what is due now. Safe beside the background round and beside other replicas.</summary>
    public async Task DeliverDueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var writeLock = scope.ServiceProvider.GetRequiredService<WriteLock>();
        var now = time.GetUtcNow();
        var due = await (
            from notice in database.LogoutNotices.AsNoTracking()
            join client in database.OAuthClients on notice.ClientId equals client.Id
            where notice.NextAttemptAt <= now
            orderby notice.NextAttemptAt
            select new { notice, client.BackchannelLogoutUri }).Take(Batch).ToListAsync(cancellationToken);
        foreach (var item in due)
        {
            if (!await ClaimAsync(database, writeLock, item.notice, cancellationToken)) continue;
            var problem = item.BackchannelLogoutUri is { } uri ? await SendAsync(item.notice, uri, cancellationToken) : null;
            await ConcludeAsync(database, writeLock, item.notice, problem, cancellationToken);
        }
        if (due.Count == Batch) signal.Ring();
    }

    private async Task<bool> ClaimAsync(PlatformDbContext database, WriteLock writeLock, LogoutNotice notice, CancellationToken cancellationToken)
    {
        using var turn = await writeLock.AcquireAsync(cancellationToken);
        var until = time.GetUtcNow() + Claim;
        return await database.LogoutNotices.Where(n => n.Id == notice.Id && n.Attempts == notice.Attempts)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.NextAttemptAt, until).SetProperty(n => n.Attempts, notice.Attempts + 1), cancellationToken) == 1;
    }

    /// <summary>Null when the client has heard it, else what happened, in a word.</summary>
    private async Task<string?> SendAsync(LogoutNotice notice, string uri, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var body = new FormUrlEncodedContent([new("logout_token", await tokens.CreateAsync(notice, cancellationToken))]);
            using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = body };
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent ? null : $"{(int)response.StatusCode}";
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return failure.GetType().Name;
        }
    }

    private async Task ConcludeAsync(PlatformDbContext database, WriteLock writeLock, LogoutNotice notice, string? problem, CancellationToken cancellationToken)
    {
        using var turn = await writeLock.AcquireAsync(cancellationToken);
        var row = database.LogoutNotices.Where(n => n.Id == notice.Id);
        var next = time.GetUtcNow() + TimeSpan.FromSeconds(5 * Math.Pow(2, notice.Attempts));
        if (problem is not null && next - notice.CreatedAt < GiveUpAfter)
        {
            Log.Postponed(logger, notice.ClientId, notice.Attempts + 1, problem);
            await row.ExecuteUpdateAsync(set => set.SetProperty(n => n.NextAttemptAt, next), cancellationToken);
            return;
        }
        if (problem is not null) Log.GaveUp(logger, notice.ClientId, notice.Attempts + 1, problem);
        await row.ExecuteDeleteAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(2145, LogLevel.Information, "Client {ClientId} could not be told of a logout at attempt {Attempt} ({Problem}); it is tried again",
            EventName = "LogoutNoticePostponed")]
        public static partial void Postponed(ILogger logger, string clientId, int attempt, string problem);

        [LoggerMessage(2146, LogLevel.Warning, "WB2146: Client {ClientId} could not be told of a logout in {Attempt} attempts ({Problem}). Its session "
            + "ends with its next refresh at the latest. Check the client's back-channel logout URI.", EventName = "LogoutNoticeGivenUp")]
        public static partial void GaveUp(ILogger logger, string clientId, int attempt, string problem);
    }
}
