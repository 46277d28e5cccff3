using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Background;
using Wristband.Platform.Data;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.OAuth.BackchannelLogout;

/// <summary>
/// Tells clients that sessions ended, at least once. What cannot be told within ten minutes is given up; the client's session then ends
/// with its next refresh or by its own age. A client is a destination: one that hangs holds up no other.
/// </summary>
internal sealed partial class LogoutDelivery(
    IServiceScopeFactory scopes,
    IHttpClientFactory clients,
    LogoutTokens tokens,
    Signal<LogoutNotice> signal,
    TimeProvider time,
    ILogger<LogoutDelivery> logger) : QueueDelivery<LogoutNotice>(scopes, signal, time, logger)
{
    public const string Name = "logout";
    public const string ClientName = "Wristband.Platform.LogoutDelivery";
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(10);

    protected override Task<List<LogoutNotice>> DueAsync(
        PlatformDbContext database, IReadOnlyList<string> fullDestinations, int most, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        return database.LogoutNotices.AsNoTracking().Where(n => n.NextAttemptAt <= now && !fullDestinations.Contains(n.ClientId))
            .OrderBy(n => n.NextAttemptAt).Take(most).ToListAsync(cancellationToken);
    }

    protected override string Queue => Name;

    protected override string DestinationOf(LogoutNotice row) => row.ClientId;

    protected override async Task<bool> ClaimAsync(PlatformDbContext database, LogoutNotice row, CancellationToken cancellationToken)
    {
        var until = Time.GetUtcNow() + Claim;
        var attempts = row.Attempts;
        return await database.LogoutNotices.Where(n => n.Id == row.Id && n.Attempts == attempts)
            .ExecuteUpdateAsync(
                set => set.SetProperty(n => n.NextAttemptAt, until).SetProperty(n => n.Attempts, attempts + 1), cancellationToken) == 1;
    }

    protected override async Task<DeliveryResult> DeliverAsync(
        PlatformDbContext database, LogoutNotice row, CancellationToken cancellationToken)
    {
        var uri = await database.OAuthClients.Where(c => c.Id == row.ClientId).Select(c => c.BackchannelLogoutUri)
            .SingleOrDefaultAsync(cancellationToken);
        var problem = uri is null ? null : await SendAsync(row, uri, cancellationToken);
        return await ConcludeAsync(database, row, problem, cancellationToken);
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
        // Also a key that cannot be opened is a reason to try again, and no reason to stop for the others.
#pragma warning disable CA1031
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return failure.GetType().Name;
        }
    }

    private async Task<DeliveryResult> ConcludeAsync(
        PlatformDbContext database, LogoutNotice notice, string? problem, CancellationToken cancellationToken)
    {
        using var turn = await database.AcquireWriteAsync(cancellationToken);
        var row = database.LogoutNotices.Where(n => n.Id == notice.Id);
        var next = Time.GetUtcNow() + TimeSpan.FromSeconds(5 * Math.Pow(2, notice.Attempts));
        if (problem is not null && next - notice.CreatedAt < GiveUpAfter)
        {
            Log.Postponed(logger, notice.ClientId, notice.Attempts + 1, problem);
            await row.ExecuteUpdateAsync(set => set.SetProperty(n => n.NextAttemptAt, next), cancellationToken);
            return DeliveryResult.Postponed;
        }
        if (problem is not null) Log.GaveUp(logger, notice.ClientId, notice.Attempts + 1, problem);
        await row.ExecuteDeleteAsync(cancellationToken);
        return problem is null ? DeliveryResult.Delivered : DeliveryResult.GivenUp;
    }

    private static partial class Log
    {
        [LoggerMessage(2145, LogLevel.Information,
            "Client {ClientId} could not be told of a logout at attempt {Attempt} ({Problem}); it is tried again",
            EventName = "LogoutNoticePostponed")]
        public static partial void Postponed(ILogger logger, string clientId, int attempt, string problem);

        [LoggerMessage(2146, LogLevel.Warning,
            "WB2146: Client {ClientId} could not be told of a logout in {Attempt} attempts ({Problem}). Its session "
            + "ends with its next refresh at the latest. Check the client's back-channel logout URI.", EventName = "LogoutNoticeGivenUp")]
        public static partial void GaveUp(ILogger logger, string clientId, int attempt, string problem);
    }
}
