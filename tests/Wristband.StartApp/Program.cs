#region snippet Start
using System.Security.Claims;
using Wristband.AspNetCore;
var builder = WebApplication.CreateBuilder(args);
builder.AddWristband();                          // reads APPLICATION_VANITY_DOMAIN, CLIENT_ID, CLIENT_SECRET
var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapWristband();                              // /api/auth/login, callback, logout, session, token
app.MapGet("/", (ClaimsPrincipal user) => $"Hello from {user.GetTenantName()}").RequireAuthorization();
app.Run();
#endregion
