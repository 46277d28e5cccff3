using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wristband.Platform.Data;
using Wristband.Platform.Http;

namespace Wristband.Platform.Setup;

/// <summary>Serves the setup page under every name, as long as there is no application; afterwards it is not there (P-57).</summary>
internal sealed class EmptyPlatform(RequestDelegate next, IOptions<PlatformOptions> options)
{
    private readonly IReadOnlyList<PublicOrigin> _origins = options.Value.Origins();

    public async Task InvokeAsync(HttpContext context, PlatformDbContext database)
    {
        if (context.Request.Path == SetupLink.Path && !ErrorPages.IsAnswering(context)
            && PublicOrigin.Of(context.Request.Host, _origins) is { } origin
            && !await database.Applications.AnyAsync(context.RequestAborted))
            context.Features.Set(new HostContext(HostKind.Empty, origin, null, null));
        await next(context);
    }
}
