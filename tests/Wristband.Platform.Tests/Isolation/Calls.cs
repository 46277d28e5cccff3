namespace Wristband.Platform.Tests.Isolation;

/// <summary>
/// How each endpoint of the management API is called. An endpoint that is missing here fails the suite, and so does an id in a path, a
/// query or a body that no call has a slot for.
/// </summary>
internal static class Calls
{
    private const string OfApplication = "\"ownerType\":\"APPLICATION\",\"ownerId\":\"{application}\"";
    private const string OfTenant = "\"ownerType\":\"TENANT\",\"ownerId\":\"{tenant}\"";
    private const string Included = "\"tenantVisibility\":\"INCLUSION_LIST\",\"tenantVisibilityInclusionList\":[\"{tenant}\"]";
    private const string Excluded = "\"tenantVisibility\":\"EXCLUSION_LIST\",\"tenantVisibilityExclusionList\":[\"{tenant}\"]";
    private const string Names = "\"name\":\"made\",\"displayName\":\"Made\"";
    private const string Reach = "\"permissionBoundaryId\":\"{boundary}\"";

    public static IReadOnlyDictionary<string, Call[]> All { get; } = new Dictionary<string, Call[]>
    {
        ["GET /permission-info"] = [new("/permission-info")],

        ["POST /users"] = [new("/users", """{"tenantId":"{tenant}","email":"made@example.com"}""")],
        ["GET /users/{id}"] = [new("/users/{user}")],
        ["PATCH /users/{id}"] = [new("/users/{user}", """{"nickname":"Made"}""")],
        ["DELETE /users/{id}"] = [new("/users/{user}")],
        ["GET /tenants/{id}/users"] = [new("/tenants/{tenant}/users")],
        ["GET /applications/{id}/users"] = [new("/applications/{application}/users")],
        ["GET /users/{id}/auth-sessions"] = [new("/users/{user}/auth-sessions")],
        ["DELETE /users/{id}/auth-sessions"] = [new("/users/{user}/auth-sessions")],
        ["POST /users/{id}/refresh-tokens/revoke"] = [new("/users/{user}/refresh-tokens/revoke")],

        ["GET /users/{id}/roles"] = [new("/users/{user}/roles")],
        ["PUT /users/{id}/roles"] = [new("/users/{user}/roles", """{"roleIds":["{role}"]}""")],
        ["POST /users/{id}/assign-roles"] = [new("/users/{user}/assign-roles", """{"roleIds":["{role}"]}""")],
        ["POST /users/{id}/unassign-roles"] = [new("/users/{user}/unassign-roles", """{"roleIds":["{role}"]}""")],
        ["POST /users/resolve-assigned-roles"] = [new("/users/resolve-assigned-roles", """{"userIds":["{user}"]}""")],
        ["POST /users/{id}/resolve-assignable-roles"] = [new("/users/{user}/resolve-assignable-roles")],
        ["GET /clients/{id}/roles"] = [new("/clients/{client}/roles")],
        ["POST /clients/{id}/assign-roles"] = [new("/clients/{client}/assign-roles", """{"roleIds":["{role}"]}""")],
        ["POST /clients/{id}/unassign-roles"] = [new("/clients/{client}/unassign-roles", """{"roleIds":["{role}"]}""")],
        ["POST /clients/{id}/resolve-assignable-roles"] = [new("/clients/{client}/resolve-assignable-roles")],

        ["POST /clients"] =
        [
            new("/clients", $"{{{OfApplication},\"type\":\"MACHINE_TO_MACHINE\",\"name\":\"Made\"}}"),
            new("/clients", $"{{{OfTenant},\"type\":\"MACHINE_TO_MACHINE\",\"name\":\"Made\"}}"),
        ],
        ["GET /clients/{id}"] = [new("/clients/{client}")],
        ["PATCH /clients/{id}"] =
        [
            new("/clients/{client}", """{"name":"Made"}"""), new("/clients/{appclient}", $"{{{OfApplication}}}"),
            new("/clients/{tenantclient}", $"{{{OfTenant}}}"),
        ],
        ["DELETE /clients/{id}"] = [new("/clients/{client}")],
        ["POST /clients/{id}/rotate-secret"] = [new("/clients/{client}/rotate-secret")],
        ["POST /clients/{id}/delete-secondary-secret"] = [new("/clients/{client}/delete-secondary-secret")],
        ["GET /applications/{id}/clients"] = [new("/applications/{application}/clients")],
        ["GET /tenants/{id}/clients"] = [new("/tenants/{tenant}/clients")],

        ["GET /applications/{id}"] = [new("/applications/{application}")],
        ["PATCH /applications/{id}"] = [new("/applications/{application}", """{"displayName":"Made"}""")],
        ["GET /applications/{id}/signing-keys"] = [new("/applications/{application}/signing-keys")],
        ["POST /applications/{id}/signing-keys/rotate"] = [new("/applications/{application}/signing-keys/rotate")],
        ["DELETE /applications/{id}/signing-keys/{keyId}"] = [new("/applications/{application}/signing-keys/{key}")],

        ["POST /page-brandings"] =
            [new("/page-brandings?upsert=true", $"{{{OfApplication}}}"), new("/page-brandings?upsert=true", $"{{{OfTenant}}}")],
        ["GET /page-brandings/{id}"] = [new("/page-brandings/{page}")],
        ["PATCH /page-brandings/{id}"] =
        [
            new("/page-brandings/{page}", """{"panelTextColor":"#123456"}"""), new("/page-brandings/{apppage}", $"{{{OfApplication}}}"),
            new("/page-brandings/{tenantpage}", $"{{{OfTenant}}}"),
        ],
        ["POST /email-brandings"] =
            [new("/email-brandings?upsert=true", $"{{{OfApplication}}}"), new("/email-brandings?upsert=true", $"{{{OfTenant}}}")],
        ["GET /email-brandings/{id}"] = [new("/email-brandings/{email}")],
        ["PATCH /email-brandings/{id}"] =
        [
            new("/email-brandings/{email}", "{}"), new("/email-brandings/{appemail}", $"{{{OfApplication}}}"),
            new("/email-brandings/{tenantemail}", $"{{{OfTenant}}}"),
        ],

        ["POST /tenants"] = [new("/tenants", """{"applicationId":"{application}","name":"made","displayName":"Made"}""")],
        ["GET /tenants/{id}"] = [new("/tenants/{tenant}")],
        ["PATCH /tenants/{id}"] = [new("/tenants/{tenant}", """{"displayName":"Made"}""")],
        ["DELETE /tenants/{id}"] = [new("/tenants/{tenant}")],
        ["GET /applications/{id}/tenants"] = [new("/applications/{application}/tenants")],

        ["POST /roles"] =
        [
            new("/roles", $"{{{OfApplication},{Names},{Reach},{Included}}}"),
            new("/roles", $"{{{OfTenant},{Names},{Reach}}}"),
            new("/roles", $"{{{OfApplication},\"name\":\"other\",\"displayName\":\"Other\",{Excluded}}}"),
        ],
        ["GET /roles/{id}"] = [new("/roles/{role}")],
        ["PATCH /roles/{id}"] =
            [
                new("/roles/{approle}", $"{{{Reach},{Included}}}"), new("/roles/{role}", $"{{{Reach}}}"),
                new("/roles/{approle}", $"{{{Excluded}}}"),
            ],
        ["DELETE /roles/{id}"] = [new("/roles/{role}")],
        ["GET /applications/{id}/roles"] = [new("/applications/{application}/roles?include_predefined_roles=true")],
        ["GET /tenants/{id}/roles"] =
            [new("/tenants/{tenant}/roles"), new("/tenants/{tenant}/roles?include_application_roles=true&include_predefined_roles=true")],
        ["GET /roles/{id}/permissions"] = [new("/roles/{role}/permissions")],
        ["POST /roles/{id}/assign-permissions"] =
            [new("/roles/{role}/assign-permissions", """{"permissionIds":["{permission}"]}""")],
        ["POST /roles/{id}/unassign-permissions"] =
            [new("/roles/{role}/unassign-permissions", """{"permissionIds":["{permission}"]}""")],
        ["GET /roles/{id}/permission-groups"] = [new("/roles/{role}/permission-groups")],
        ["POST /roles/{id}/assign-permission-groups"] =
            [new("/roles/{role}/assign-permission-groups", """{"permissionGroupIds":["{group}"]}""")],
        ["POST /roles/{id}/unassign-permission-groups"] =
            [new("/roles/{role}/unassign-permission-groups", """{"permissionGroupIds":["{group}"]}""")],

        ["POST /role-assignment-policies"] =
        [
            new("/role-assignment-policies?upsert=true",
                $"{{{OfApplication},\"defaultSignupRoles\":[\"{{approle}}\"],\"defaultIdpUserSyncRoles\":[\"{{approle}}\"]}}"),
            new("/role-assignment-policies?upsert=true",
                $"{{{OfTenant},\"defaultSignupRoles\":[\"{{role}}\"],\"defaultIdpUserSyncRoles\":[\"{{role}}\"]}}"),
        ],
        ["GET /role-assignment-policies/{id}"] = [new("/role-assignment-policies/{policy}")],
        ["PATCH /role-assignment-policies/{id}"] =
            [new("/role-assignment-policies/{policy}", """{"defaultSignupRoles":["{role}"],"defaultIdpUserSyncRoles":["{role}"]}""")],
        ["DELETE /role-assignment-policies/{id}"] = [new("/role-assignment-policies/{policy}")],
        ["POST /tenants/{id}/role-assignment-policies/resolve-overrides"] =
            [new("/tenants/{tenant}/role-assignment-policies/resolve-overrides")],

        ["POST /permissions"] =
        [
            new("/permissions", $"{{{OfApplication},\"value\":\"made:up\",\"displayName\":\"Made\",{Included}}}"),
            new("/permissions", $"{{{OfApplication},\"value\":\"made:too\",\"displayName\":\"Made\",{Excluded}}}"),
        ],
        ["GET /permissions/{id}"] = [new("/permissions/{permission}")],
        ["PATCH /permissions/{id}"] =
            [new("/permissions/{permission}", $"{{{Included}}}"), new("/permissions/{permission}", $"{{{Excluded}}}")],
        ["DELETE /permissions/{id}"] = [new("/permissions/{permission}")],
        ["GET /applications/{id}/permissions"] = [new("/applications/{application}/permissions")],

        ["POST /permission-groups"] =
        [
            new("/permission-groups", $"{{{OfApplication},{Names},{Reach},{Included}}}"),
            new("/permission-groups", $"{{{OfTenant},{Names},{Reach}}}"),
            new("/permission-groups", $"{{{OfApplication},\"name\":\"other\",\"displayName\":\"Other\",{Excluded}}}"),
        ],
        ["GET /permission-groups/{id}"] = [new("/permission-groups/{group}")],
        ["PATCH /permission-groups/{id}"] =
        [
            new("/permission-groups/{appgroup}", $"{{{Reach},{Included}}}"), new("/permission-groups/{group}", $"{{{Reach}}}"),
            new("/permission-groups/{appgroup}", $"{{{Excluded}}}"),
        ],
        ["DELETE /permission-groups/{id}"] = [new("/permission-groups/{group}")],
        ["GET /permission-groups/{id}/permissions"] = [new("/permission-groups/{group}/permissions")],
        ["POST /permission-groups/{id}/assign-permissions"] =
            [new("/permission-groups/{group}/assign-permissions", """{"permissionIds":["{permission}"]}""")],
        ["POST /permission-groups/{id}/unassign-permissions"] =
            [new("/permission-groups/{group}/unassign-permissions", """{"permissionIds":["{permission}"]}""")],
        ["GET /applications/{id}/permission-groups"] = [new("/applications/{application}/permission-groups")],
        ["GET /tenants/{id}/permission-groups"] =
        [
            new("/tenants/{tenant}/permission-groups"),
            new("/tenants/{tenant}/permission-groups?include_application_permission_groups=true"),
        ],

        ["POST /permission-boundaries"] =
        [
            new("/permission-boundaries",
                $"{{{OfApplication},{Names},\"type\":\"TENANT_INCLUSION_LIST\",\"resourceList\":[\"{{tenant}}\"],{Included}}}"),
            new("/permission-boundaries",
                $"{{{OfApplication},\"name\":\"other\",\"displayName\":\"Other\",\"type\":\"TENANT_EXCLUSION_LIST\","
                + $"\"resourceList\":[\"{{tenant}}\"],{Excluded}}}"),
        ],
        ["GET /permission-boundaries/{id}"] = [new("/permission-boundaries/{boundary}")],
        ["PATCH /permission-boundaries/{id}"] =
        [
            new("/permission-boundaries/{boundary}", $"{{\"resourceList\":[\"{{tenant}}\"],{Included}}}"),
            new("/permission-boundaries/{boundary}", $"{{{Excluded}}}"),
        ],
        ["DELETE /permission-boundaries/{id}"] = [new("/permission-boundaries/{boundary}")],
        ["GET /applications/{id}/permission-boundaries"] = [new("/applications/{application}/permission-boundaries")],
    };

    /// <summary>What differs between the endpoints of a host and this table, or the calls of it and their routes.</summary>
    public static IEnumerable<string> Gaps(IEnumerable<string> endpoints, IReadOnlyDictionary<string, Call[]> calls)
    {
        var there = endpoints.ToHashSet();
        foreach (var key in there.Where(key => !calls.ContainsKey(key))) yield return $"{key} is not in Calls.cs: how is it called?";
        foreach (var key in calls.Keys.Where(key => !there.Contains(key))) yield return $"{key} is in Calls.cs, but no endpoint";
        foreach (var (key, several) in calls)
        {
            foreach (var call in several.Where(call => !call.Fits(key.Split(' ')[1])))
                yield return $"{key} is not called by {call.Path}: every id of the path is a slot";
        }
    }
}
