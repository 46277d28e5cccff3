namespace Wristband.Platform.Audit;

/// <summary>What an event is about: a role, a tenant, a client.</summary>
/// <param name="Type">The noun, as in the API's addresses but in the singular: "role".</param>
/// <param name="Id">Which one.</param>
/// <param name="TenantId">The tenant that owns it; null for what the application owns.</param>
internal sealed record AuditSubject(string Type, string Id, string? TenantId = null);
