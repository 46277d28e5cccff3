namespace Wristband.Platform.Management;

/// <summary>{"permissionIds":[…]}</summary>
internal sealed record PermissionIdsBody
{
    public List<string>? PermissionIds { get; init; }
}

/// <summary>{"permissionGroupIds":[…]}</summary>
internal sealed record PermissionGroupIdsBody
{
    public List<string>? PermissionGroupIds { get; init; }
}

/// <summary>{"roleIds":[…]}</summary>
internal sealed record RoleIdsBody
{
    public List<string>? RoleIds { get; init; }
}

/// <summary>{"userIds":[…]}</summary>
internal sealed record UserIdsBody
{
    public List<string>? UserIds { get; init; }
}
