using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Audit;

/// <summary>Writes audit events with the same transaction as their cause (P-56). Details never hold secrets.</summary>
internal sealed class AuditLog(PlatformDbContext database, TimeProvider time)
{
    private static readonly JsonSerializerOptions Words = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
    };

    /// <summary>Adds an event about the tenant or application of the caller, unless a tenant is named; the caller saves.</summary>
    public void Add(Caller caller, string type, string? userId = null, string? clientId = null, string? detail = null,
        string? tenantId = null)
    {
        database.AuditEvents.Add(new AuditEvent
        {
            At = time.GetUtcNow(),
            ApplicationId = caller.Application.Id,
            TenantId = tenantId ?? caller.Host.Tenant?.Id,
            Type = type,
            UserId = userId,
            ClientId = clientId,
            IpAddress = caller.Address?.ToString(),
            Detail = detail,
        });
    }

    /// <summary>
    /// Adds what somebody did to something, with the fields that differ as they were and as they are: null before for what is new, null
    /// after for what is gone. It is told to the tenant that owns the subject. The caller saves.
    /// </summary>
    /// <param name="caller">Who did it.</param>
    /// <param name="type">What was done: "role.updated".</param>
    /// <param name="subject">What it was done to.</param>
    /// <param name="before">An object whose properties are fields, without secrets.</param>
    /// <param name="after">The same afterwards.</param>
    public void Changed(Caller caller, string type, AuditSubject subject, object? before, object? after)
    {
        var (old, now) = Differences(Fields(before), Fields(after));
        database.AuditEvents.Add(new AuditEvent
        {
            At = time.GetUtcNow(),
            ApplicationId = caller.Application.Id,
            TenantId = subject.TenantId,
            Type = type,
            UserId = subject.Type == "user" ? subject.Id : null,
            ClientId = subject.Type == "client" ? subject.Id : null,
            IpAddress = caller.Address?.ToString(),
            ActorUserId = caller.UserId,
            ActorClientId = caller.ClientId,
            SubjectType = subject.Type,
            SubjectId = subject.Id,
            Before = old?.ToJsonString(),
            After = now?.ToJsonString(),
        });
    }

    private static JsonObject? Fields(object? value) =>
        value is null ? null : JsonSerializer.SerializeToNode(value, value.GetType(), Words)!.AsObject();

    private static (JsonObject? Before, JsonObject? After) Differences(JsonObject? before, JsonObject? after)
    {
        if (before is null || after is null) return (before, after);
        foreach (var name in before.Select(field => field.Key).ToList())
        {
            if (!after.TryGetPropertyValue(name, out var now) || !JsonNode.DeepEquals(before[name], now)) continue;
            before.Remove(name);
            after.Remove(name);
        }
        return (before, after);
    }
}
