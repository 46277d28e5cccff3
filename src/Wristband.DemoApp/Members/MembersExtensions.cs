using Microsoft.AspNetCore.Authorization;

namespace Wristband.DemoApp.Members;

/// <summary>Who the members are and what they may do.</summary>
internal static class MembersExtensions
{
    public static WebApplicationBuilder AddMembers(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<MemberSync>();
        builder.Services.AddSingleton<IAuthorizationHandler, PermissionCheck>();
        return builder;
    }
}
