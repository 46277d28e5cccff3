using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.Roles;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions.Ending;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.TestSupport;

/// <summary>A further client of an application. Secret is null for a native app.</summary>
public sealed record SomeClient(string Id, string? Secret, string RedirectUri);

/// <summary>What administrators do, for tests of what follows from it.</summary>
internal static class Changes
{
    /// <summary>Works on the database in the scope of this application's tenants, and saves.</summary>
    public static async Task ChangeAsync(this PlatformHost platform, SomeApplication application, Func<PlatformDbContext, Task> change)
    {
        await using var unit = platform.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterApplication(application.Id);
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        await change(database);
        await database.SaveChangesAsync();
    }

    public static Task ChangeAsync(this PlatformHost platform, SomeUser user, Action<User> change) =>
        platform.ChangeAsync(user.Tenant.Application, async database => change(await database.Users.SingleAsync(u => u.Id == user.Id)));

    public static Task ChangeAsync(this PlatformHost platform, SomeTenant tenant, Action<Tenant> change) =>
        platform.ChangeAsync(tenant.Application, async database => change(await database.Tenants.SingleAsync(t => t.Id == tenant.Id)));

    public static Task ChangeClientAsync(this PlatformHost platform, SomeApplication application, Action<OAuthClient> change) =>
        platform.ChangeAsync(
            application, async database => change(await database.OAuthClients.SingleAsync(c => c.Id == application.ClientId)));

    public static Task SignWithAsync(this PlatformHost platform, SomeApplication application, SigningAlgorithm algorithm) =>
        platform.ChangeAsync(application, async database =>
            (await database.Applications.SingleAsync(a => a.Id == application.Id)).SigningAlgorithm = algorithm);

    public static async Task<SomeClient> ClientAsync(
        this PlatformHost platform, SomeApplication application, ClientType type, params string[] redirectUris)
    {
        var secret = type == ClientType.Native ? null : SecretToken.New();
        var client = new OAuthClient
        {
            Id = Ids.New(),
            ApplicationId = application.Id,
            Name = Some.Name("client"),
            Type = type,
            RedirectUris = redirectUris.Length == 0 ? [application.RedirectUri] : [.. redirectUris],
            SecretHashes = secret is null ? [] : [SecretToken.Hash(secret)],
            CreatedAt = platform.Time.GetUtcNow(),
        };
        await platform.ChangeAsync(application, database => Task.FromResult(database.Add(client)));
        return new SomeClient(client.Id, secret, client.RedirectUris[0]);
    }

    /// <summary>Gives a person one more role of the application.</summary>
    public static Task GiveRoleAsync(this PlatformHost platform, SomeUser user, string role) =>
        platform.ChangeAsync(user.Tenant.Application, async database =>
        {
            var given = await database.Roles.SingleAsync(r => r.Name == $"app:{user.Tenant.Application.Name}:{role}");
            database.Add(new UserRole
            {
                TenantId = user.Tenant.Id,
                ApplicationId = user.Tenant.Application.Id,
                UserId = user.Id,
                RoleId = given.Id,
            });
        });

    /// <summary>Gives a tenant a domain of its own.</summary>
    public static async Task<string> CustomDomainAsync(this PlatformHost platform, SomeTenant tenant)
    {
        var name = $"{Some.Name("own")}.{PlatformHost.BaseDomain}";
        await platform.ChangeAsync(tenant.Application, database => Task.FromResult(database.Add(
            new HostName { Name = name, ApplicationId = tenant.Application.Id, TenantId = tenant.Id, IsCustomDomain = true })));
        return name;
    }

    /// <summary>What a password reset does.</summary>
    public static async Task EndAllSessionsAsync(this PlatformHost platform, SomeUser user)
    {
        await using var unit = platform.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterTenant(user.Tenant.Id, user.Tenant.Application.Id);
        var row = await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().Users.SingleAsync(u => u.Id == user.Id);
        await unit.ServiceProvider.GetRequiredService<SessionEnd>()
            .SaveAndEndAllAsync(row, user.Tenant.Application.Base, CancellationToken.None);
    }

    public static async Task<List<AuditEvent>> AuditAsync(this PlatformHost platform, SomeTenant tenant)
    {
        var events = new List<AuditEvent>();
        await platform.ChangeAsync(tenant.Application, async database =>
            events = await database.AuditEvents.AsNoTracking().Where(e => e.TenantId == tenant.Id).OrderBy(e => e.Sequence).ToListAsync());
        return events;
    }
}
