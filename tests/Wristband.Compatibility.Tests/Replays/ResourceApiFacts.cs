using System.Text.Json;

namespace Wristband.Compatibility.Tests.Replays;

/// <summary>The resource and workflow APIs that demos and scripts call. SDKs call none of them.</summary>
internal sealed class ResourceApiFacts : Facts
{
    private static readonly string[] Calls =
    [
        "GET /users/{id}", "PATCH /users/{id}", "DELETE /users/{id}", "POST /users", "GET /tenants/{id}/users", "GET /users/{id}/roles",
        "PUT /users/{id}/roles", "POST /users/{id}/assign-roles and /unassign-roles", "POST /users/resolve-assigned-roles",
        "POST /users/{id}/resolve-assignable-roles", "GET and PATCH /tenants/{id}", "GET /tenants/{id}/roles",
        "POST /new-user-invitation/invite-user",
        "POST /new-user-invitation/cancel-invite", "GET /tenants/{id}/new-user-invitation-requests",
        "POST /existing-user-invitation/invite-user",
        "POST /change-password", "POST /change-email/request-email-change and /cancel-email-change",
        "GET /users/{id}/change-email-requests",
        "GET /permission-info", "POST /tenants/{id}/password-policies/resolve-overrides and /user-schemas/resolve-overrides",
        "POST /tenants/{id}/identity-providers/resolve-overrides", "POST /tenants/{id}/identity-providers/resolve-redirect-urls",
        "POST /tenants/{id}/identity-providers/test-connection", "GET /tenants/{id}/identity-providers",
        "POST /identity-providers?upsert=true",
        "POST /identity-provider-override-toggles?upsert=true", "POST /tenant-discovery/find-user-tenant and /fetch-tenants",
        "PATCH /applications/{id}, POST /clients, /permissions, /roles, /user-activation/activate-user",
    ];

    private static readonly string[] Shapes =
    [
        "the entities User, Tenant, Role, NewUserInvitationRequest, IdentityProvider and Page",
        "pagination by start_index and count, sort_by, query and fields",
        "constraint_violations_error with its violations",
    ];

    public ResourceApiFacts() : base("2.13")
    {
        Add("all", "an API says what is wrong with type, code, message and ticket", async w =>
        {
            var error = (await w.GetAsync("/api/v1/clients/abcdefghijklmnopqrstuvwxyz/sdk-configuration")).Json;
            error.GetProperty("type").GetString().ShouldBe("base_error");
            foreach (var field in new[] { "code", "message" }) error.GetProperty(field).GetString().ShouldNotBeNullOrEmpty(field);
            error.GetProperty("ticket").ValueKind.ShouldBeOneOf(JsonValueKind.String, JsonValueKind.Null);
        });
        foreach (var call in Calls) Leave("demos", call, "not offered yet; no SDK calls it, only demos and scripts do");
        foreach (var shape in Shapes) Leave("demos", shape, "belongs to those calls");
    }
}
