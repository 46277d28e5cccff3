using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Backchannel;

/// <summary>
/// Server-to-server calls to the application's host. Bounded in time and size, no redirects, no cookies, and no exception for
/// what a network or a platform can do wrong (S-91).
/// </summary>
internal sealed class PlatformHttp(
    [FromKeyedServices] WristbandOptions options,
    [FromKeyedServices] PlatformAddress platform,
    [FromKeyedServices] SchemeNames names,
    IHttpClientFactory clients,
    TimeProvider time,
    WristbandMetrics metrics)
{
    /// <summary>
    /// The client's own credentials, as RFC 6749 2.3.1 wants them and as the platform reads them: ids and secrets need no encoding
    /// (S-90).
    /// </summary>
    public AuthenticationHeaderValue ClientCredentials { get; } =
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ClientId}:{options.ClientSecret}")));

    /// <summary>Who signs the platform's tokens.</summary>
    public string Issuer => platform.Issuer;

    public async Task<PlatformReply> SendAsync(PlatformCall call, CancellationToken cancellationToken = default)
    {
        using var activity = WristbandMetrics.Calling(call.Endpoint);
        var started = time.GetTimestamp();
        var reply = await ExchangeAsync(call, cancellationToken);
        activity?.SetStatus(reply.IsOk ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        metrics.Called(call.Endpoint, reply.IsOk ? "ok" : reply.Reason, time.GetElapsedTime(started));
        return reply;
    }

    private async Task<PlatformReply> ExchangeAsync(PlatformCall call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(call.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var request = Request(call);
            using var client = clients.CreateClient(names.Backchannel);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ReadAsync(response.Content, call.MaxBytes, either.Token);
            return body is null
                ? new PlatformReply((int)response.StatusCode, [], "too_large")
                : new PlatformReply((int)response.StatusCode, body, RetryAfter: RetryAfter(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new PlatformReply(0, [], "timeout");
        }
        catch (HttpRequestException e) when (NeverReached(e) is { } reason)
        {
            return new PlatformReply(0, [], reason);
        }
        // A connection that is gone the moment it was made shows as what its socket says.
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return new PlatformReply(0, [], "transport");
        }
    }

    /// <summary>Why nothing was sent at all; null when something may have been.</summary>
    private static string? NeverReached(HttpRequestException e) => e.HttpRequestError switch
    {
        _ when e.InnerException is SocketException
        {
            SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData
        } => PlatformReply.NameUnknown,
        HttpRequestError.NameResolutionError => PlatformReply.NameUnknown,
        HttpRequestError.ConnectionError => PlatformReply.NotConnected,
        HttpRequestError.SecureConnectionError => PlatformReply.NotTrusted,
        _ => null,
    };

    private HttpRequestMessage Request(PlatformCall call)
    {
        var request = new HttpRequestMessage(call.Method, platform.Url(call.Path))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Authorization = call.Authorization;
        if (call.Form is { } form) request.Content = new FormUrlEncodedContent(form);
        if (call.Json is { } json) request.Content = new ByteArrayContent(json) { Headers = { ContentType = new("application/json") } };
        return request;
    }

    private static async Task<byte[]?> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxBytes) return null;
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > maxBytes) return null;
            await buffer.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }
        return buffer.ToArray();
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var delay = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return delay is { } wish && wish > TimeSpan.Zero ? wish : null;
    }
}
