using Wristband.Platform.Applications;
using Wristband.Platform.Http;

namespace Wristband.Platform.Login;

/// <summary>Registers signing in at a tenant, and finding the tenant first.</summary>
internal static class LoginExtensions
{
    public static WebApplicationBuilder AddLogin(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<SignInGuard>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<LoginEntrance>();
        services.AddScoped<LoginWords>();
        services.AddScoped<TenantDiscovery>();
        services.AddScoped<Discovery>();
        services.AddScoped<DiscoveryMail>();
        services.AddScoped<DiscoveryTarget>();
        services.AddScoped<RememberedTenants>();
        return builder;
    }

    /// <summary>The pages map themselves; the root of a host leads to the one that everybody wants (X-B12).</summary>
    public static void MapLogin(this WebApplication app)
    {
        var host = new OnHostAttribute(HostKind.Application, HostKind.Tenant);
        app.MapGet("/", () => SafeRedirect.ToLocal("/login")).WithMetadata(host);
        app.MapGet("/login/application", LeadToApplicationAsync).WithMetadata(host);
    }

    // The name of the application on every page leads there (X-F9).
    private static async Task<IResult> LeadToApplicationAsync(HttpContext context, ApplicationLoginUrl applications)
    {
        var host = context.GetHost();
        return SafeRedirect.To(await applications.FindAsync(
            host.RequiredApplication.Id, host.Tenant?.Name, clientId: null, context.RequestAborted));
    }
}
