using Microsoft.AspNetCore.Authorization;

namespace Wristband.DemoApp.Members;

/// <summary>[Authorize] that also asks for permissions, all of them. Guests go to the login, members without them get 403.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequirePermissionsAttribute(params string[] permissions)
    : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public IReadOnlyList<string> Permissions => permissions;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Compares what is asked for with the group of the session.</summary>
internal sealed class PermissionCheck : AuthorizationHandler<RequirePermissionsAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequirePermissionsAttribute requirement)
    {
        if (Permissions.Allow(context.User.GetGroup(), requirement.Permissions)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
