using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Transforms;

namespace Wristband.AspNetCore.Tests.Proxying;

/// <summary>The proxy of docs/sdk.md, so that it compiles; ProxyTests runs it.</summary>
internal static class Proxy
{
    public static void Add(WebApplicationBuilder builder)
    {
        #region snippet ProxyServices
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddTransforms(transforms =>
            {
                transforms.AddRequestTransform(async context =>
                {
                    context.ProxyRequest.Headers.Remove("Cookie");
                    context.ProxyRequest.Headers.Remove(WristbandDefaults.CsrfHeader);
                    var token = await context.HttpContext.GetAccessTokenAsync(context.CancellationToken);
                    context.ProxyRequest.Headers.Authorization = new("Bearer", token);
                });
                transforms.AddResponseHeaderRemove("Set-Cookie");
            });
        #endregion
    }

    public static void Map(WebApplication app)
    {
        #region snippet ProxyRoutes
        app.MapReverseProxy().RequireWristbandSession();
        #endregion
    }
}
