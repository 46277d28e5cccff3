using Wristband.Platform.Http;

namespace Wristband.Platform.Management;

/// <summary>
/// The resource API on the application's host: what the official demos read about the person who is signed in, with that person's own
/// token. One file a noun.
/// </summary>
internal static class ManagementExtensions
{
    private const string Base = "/api/v1";

    public static WebApplication MapManagement(this WebApplication app)
    {
        var api = app.MapGroup(Base).RequireCors(CrossOrigin.ApplicationOrigins).WithMetadata(new OnHostAttribute(HostKind.Application))
            .AddEndpointFilter(Bearer.RequireAsync);
        Users.Map(api);
        Tenants.Map(api);
        return app;
    }
}
