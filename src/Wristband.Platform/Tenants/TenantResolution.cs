using Microsoft.Extensions.Options;
using Wristband.Platform.Data;
using Wristband.Platform.Http;

namespace Wristband.Platform.Tenants;

/// <summary>Decides, before anything else runs, which application and tenant a request is for; unknown hosts end here.</summary>
internal sealed class TenantResolution(RequestDelegate next, HostTable hosts, IOptions<PlatformOptions> options)
{
    private readonly IReadOnlyList<PublicOrigin> _origins = options.Value.Origins();
    private readonly string? _mailboxHost = options.Value.MailboxHost;

    public async Task InvokeAsync(HttpContext context, TenantScope scope)
    {
        // What was found the first time is still there; what was not may be the very thing that failed. An empty platform has no host.
        if (ErrorPages.IsAnswering(context) || context.FindHost() is { Kind: HostKind.Empty })
        {
            await next(context);
            return;
        }
        if (await ResolveAsync(context, context.RequestAborted) is not { } host)
        {
            await RefuseAsync(context);
            return;
        }
        context.Features.Set(host);
        if (host.Tenant is { } tenant) scope.EnterTenant(tenant.Id, host.RequiredApplication.Id);
        await next(context);
    }

    private async ValueTask<HostContext?> ResolveAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var header = context.Request.Host;
        if (PublicOrigin.Of(header, _origins) is not { } origin) return null;
        var name = header.Host.ToLowerInvariant();
        if (name == _mailboxHost) return new HostContext(HostKind.Mailbox, origin, null, null);
        switch (await hosts.FindAsync(name, cancellationToken))
        {
            case null:
                return null;
            case { IsClosed: true } closed:
                context.Features.Set(new ErrorWords("Closed") { WayOn = origin.At(closed.Application.HostName) + "/login" });
                return null;
            case { Tenant: null } owner:
                return new HostContext(HostKind.Application, origin, owner.Application, null);
            case var owner:
                return new HostContext(HostKind.Tenant, origin, owner.Application, owner.Tenant);
        }
    }

    // A person gets a page (X-B12), a program one line.
    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            if (context.Features.Get<ErrorWords>() is null) context.Features.Set(new ErrorWords("NoHost"));
            return Task.CompletedTask;
        }
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            "WB2020: Nothing is served under this address. Check the host name and port.", context.RequestAborted);
    }
}
