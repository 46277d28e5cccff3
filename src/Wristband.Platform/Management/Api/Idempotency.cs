using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Security;

namespace Wristband.Platform.Management.Api;

/// <summary>
/// Idempotency-Key on what makes something: whoever heard no answer asks again with the same key, and it is made once. The answer is kept
/// in the transaction that made the thing, so that there is never one without the other; a refusal is kept nowhere.
/// </summary>
internal sealed class Idempotency(PlatformDbContext database, SealedValues sealedValues, TimeProvider time)
{
    private const string Header = "Idempotency-Key";
    private const string Purpose = "idempotent answer";
    private const int LongestKey = 255;

    /// <summary>How long a key is known.</summary>
    private static readonly TimeSpan Known = TimeSpan.FromDays(1);

    public static async ValueTask<object?> RunAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (context.Request.Headers[Header] is not { Count: > 0 } given) return await next(invocation);
        if (given.ToString() is not { Length: > 0 and <= LongestKey } key)
            return ApiError.InvalidRequest($"An {Header} has 1 to {LongestKey} characters");
        return await context.RequestServices.GetRequiredService<Idempotency>()
            .OnceAsync(context, key, await FingerprintAsync(context.Request), () => next(invocation));
    }

    private async Task<object?> OnceAsync(HttpContext context, string key, string fingerprint, Func<ValueTask<object?>> run)
    {
        var caller = context.GetApiCaller();
        var id = Hash($"{caller.UserId ?? caller.ClientId}\n{key}");
        // Whoever comes with the same key meanwhile waits, and gets the same answer.
        await using var transaction = await database.BeginExclusiveAsync($"idempotency {id}", context.RequestAborted);
        var after = time.GetUtcNow() - Known;
        var kept = await database.IdempotentAnswers.SingleOrDefaultAsync(a => a.Id == id, context.RequestAborted);
        if (kept is not null && kept.CreatedAt > after) return Again(context, kept, fingerprint);
        if (kept is not null) database.Remove(kept);
        var answer = await run();
        if (answer is not IStatusCodeHttpResult { StatusCode: >= 200 and < 300 and var status }) return answer;
        database.Add(new IdempotentAnswer
        {
            Id = id,
            ApplicationId = caller.Application.Id,
            TenantId = caller.HomeTenantId,
            Fingerprint = fingerprint,
            Status = status,
            Body = answer is IValueHttpResult<JsonNode> { Value: { } body } ? sealedValues.Seal(Purpose, body.ToJsonString(), Known) : null,
            ETag = context.Response.Headers.ETag,
            CreatedAt = time.GetUtcNow(),
        });
        await database.SaveChangesAsync(context.RequestAborted);
        await transaction.CommitAsync(context.RequestAborted);
        return answer;
    }

    private IResult Again(HttpContext context, IdempotentAnswer kept, string fingerprint)
    {
        if (kept.Fingerprint != fingerprint)
        {
            return ApiError.Refused(
                StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused", "This key came with another request before.");
        }
        context.Response.Headers["Idempotency-Replayed"] = "true";
        if (kept.ETag is { } tag) context.Response.Headers.ETag = tag;
        return sealedValues.Open<string>(Purpose, kept.Body) is { } body
            ? TypedResults.Json(JsonNode.Parse(body), statusCode: kept.Status)
            : TypedResults.StatusCode(kept.Status);
    }

    private static async Task<string> FingerprintAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        var part = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(part, request.HttpContext.RequestAborted)) > 0) hash.AppendData(part, 0, read);
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Lets an endpoint be asked again with the same Idempotency-Key.</summary>
internal static class IdempotencyExtensions
{
    /// <summary>
    /// For what makes something. What the operation writes goes through the request's own context: another connection would wait for this
    /// one's transaction.
    /// </summary>
    public static RouteHandlerBuilder TakesIdempotencyKey(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(Idempotency.RunAsync);
}
