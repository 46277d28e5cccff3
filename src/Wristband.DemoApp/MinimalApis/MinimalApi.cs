using System.Globalization;
using System.Security.Claims;
using Wristband.AspNetCore;

namespace Wristband.DemoApp.MinimalApis;

/// <summary>Two small APIs as minimal endpoints: a group for each way to recognise the caller, and a filter that reads the body.</summary>
internal static class MinimalApi
{
    public static void MapMinimalApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/minimal");

        // __WRISTBAND__ Session cookie; unsafe methods would need the CSRF header as well.
        var withSession = api.MapGroup("").RequireWristbandSession();
        withSession.MapGet("/session", (ClaimsPrincipal user) => new
        {
            UserId = user.GetUserId(),
            TenantId = user.GetTenantId(),
            Metadata = new { Email = user.FindFirstValue(WristbandClaims.Email) },
        });

        // __WRISTBAND__ Access token in the Authorization header. Cookies do not count.
        var withToken = api.MapGroup("").RequireWristbandJwt();
        withToken.MapPost("/jwt-hello", (ClaimsPrincipal user, TimeProvider time) => new
        {
            Message = "Hello World from Minimal APIs JWT!",
            Timestamp = time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            UserId = user.GetUserId(),
            TenantId = user.GetTenantId(),
        }).AddEndpointFilter<SaysHello>();
    }
}
