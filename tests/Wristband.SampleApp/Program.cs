using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Wristband.AspNetCore;

// What a user of the SDK might have: the README's lines, and one endpoint of each kind.
var builder = WebApplication.CreateBuilder(args);
builder.AddWristband(options =>
{
    options.Scopes.Clear();
    foreach (var scope in builder.Configuration["SampleApp:Scopes"]!.Split(' ')) options.Scopes.Add(scope);
});
builder.AddWristband("partners");

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapWristband();
app.MapWristband("partners");
app.MapGet("/", (ClaimsPrincipal user) => $"Hello from {user.GetTenantName()}").RequireAuthorization();
app.MapGet("/workspace", (ClaimsPrincipal user) => user.GetTenantDisplayName() ?? "").RequireAuthorization();
app.MapGet("/settings", [Authorize(Roles = "app:demo:owner")] () => "Settings");
app.MapGet("/old-settings", () => TypedResults.LocalRedirect("/settings"));
app.MapPost("/api/notes", (ClaimsPrincipal user) => $"noted by {user.GetUserId()} of {user.GetTenantId()}").RequireWristbandSession();
app.MapGet("/api/report", (ClaimsPrincipal user) => $"report of {user.GetTenantId()}").RequireWristbandJwt();
app.MapPost("/api/orders", (ClaimsPrincipal user) => $"ordered by {user.GetTenantName()}").RequireWristbandSession("partners");
app.MapGet("/api/stock", (ClaimsPrincipal user) => $"stock of {user.GetTenantId()}").RequireWristbandJwt("partners");
app.Run();
