namespace Wristband.DemoApp.Admin;

/// <summary>
/// __WRISTBAND__ The addresses that an admin area of its own would use to sign in and out lead to the one login there is.
/// </summary>
internal static class AdminDoors
{
    public static void MapAdminDoors(this WebApplication app)
    {
        app.MapGet("/admin/login", () => Results.LocalRedirect("/api/auth/login?return_url=%2Fadmin"));
        app.MapGet("/admin/logout", () => Results.LocalRedirect("/api/auth/logout"));
    }
}
