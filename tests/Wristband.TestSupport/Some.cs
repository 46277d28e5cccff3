using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Applications;
using Wristband.Platform.Credentials;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;
using Wristband.Platform.Security;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.TestSupport;

/// <summary>Values that every test may share because nothing depends on them being special.</summary>
public static class The
{
    public const string Password = "correct horse battery 42";
    public const string Port = "6002";

    /// <summary>As low as Argon2id goes: tests prove behaviour, not cost.</summary>
    internal static readonly PasswordHashCost CheapHash = new(MemoryKiB: 8, Passes: 1);
}

/// <summary>An application with its client, as a test sees it.</summary>
public sealed record SomeApplication(
    string Id, string Name, string HostName, string ClientId, string ClientSecret, string RedirectUri, string LoginUrl)
{
    public string Base => $"http://{HostName}:{The.Port}";
    public string Authority => $"{HostName}:{The.Port}";
}

public sealed record SomeTenant(string Id, string Name, string HostName, SomeApplication Application)
{
    public string Base => $"http://{HostName}:{The.Port}";
}

public sealed record SomeUser(string Id, string Email, string Password, SomeTenant Tenant);

/// <summary>Data that a test makes for itself, so that tests run side by side on one host.</summary>
public static class Some
{
    private static int _count;

    /// <summary>A name nobody else has in this run: short, valid as tenant and application name.</summary>
    public static string Name(string prefix = "t") => $"{prefix}{Interlocked.Increment(ref _count):x4}";

    /// <summary>An application with roles owner and viewer and one backend client.</summary>
    public static async Task<SomeApplication> ApplicationAsync(
        this PlatformHost platform, string? loginUrl = null, string? redirectUri = null, string? hostName = null)
    {
        var name = Name("app");
        hostName ??= $"{name}.{PlatformHost.BaseDomain}";
        var secret = SecretToken.New();
        var now = platform.Time.GetUtcNow();
        var application = new Application
        {
            Id = Ids.New(),
            Name = name,
            DisplayName = name,
            HostName = hostName,
            LoginUrl = loginUrl ?? "http://localhost:6001/api/auth/login",
            LogoutUrls = ["http://localhost:6001", "http://localhost:6001/"],
            CreatedAt = now,
        };
        var client = new OAuthClient
        {
            Id = Ids.New(),
            ApplicationId = application.Id,
            Name = "web",
            Type = ClientType.BackendServer,
            RedirectUris = [redirectUri ?? "http://localhost:6001/api/auth/callback"],
            SecretHashes = [SecretToken.Hash(secret)],
            CreatedAt = now,
        };
        await using var unit = platform.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterApplication(application.Id);
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        database.AddRange(application, client, new HostName { Name = hostName, ApplicationId = application.Id });
        foreach (var role in new[] { "owner", "viewer" })
        {
            database.Add(new Role { Id = Ids.New(), ApplicationId = application.Id, Name = $"app:{name}:{role}", DisplayName = role });
        }
        PredefinedRoles.AddTo(database, application, now);
        await database.SaveChangesAsync();
        return new SomeApplication(application.Id, name, hostName, client.Id, secret, client.RedirectUris[0], application.LoginUrl);
    }

    /// <summary>An active tenant, in this application or in one of its own.</summary>
    public static async Task<SomeTenant> TenantAsync(this PlatformHost platform, SomeApplication? application = null, string? name = null)
    {
        application ??= await platform.ApplicationAsync();
        await using var unit = platform.Services.CreateAsyncScope();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var owner = await database.Applications.SingleAsync(a => a.Id == application.Id);
        if (!TenantName.TryParse(name ?? Name(), out var tenantName, out var problem))
            throw new ArgumentException($"{name}: {problem}", nameof(name));
        var tenant = unit.ServiceProvider.GetRequiredService<TenantCreation>()
            .Add(owner, tenantName, $"{tenantName} Inc.", TenantStatus.Active);
        await database.SaveChangesAsync();
        return new SomeTenant(tenant.Id, tenant.Name, tenant.HostName, application);
    }

    /// <summary>An active, verified user with <see cref="The.Password"/> and one application role.</summary>
    public static async Task<SomeUser> UserAsync(
        this PlatformHost platform, SomeTenant tenant, string? email = null, string role = "viewer")
    {
        if (!EmailAddress.TryParse(email ?? $"{Name("u")}@example.com", out var address))
            throw new ArgumentException("not an address", nameof(email));
        var now = platform.Time.GetUtcNow();
        await using var unit = platform.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterTenant(tenant.Id, tenant.Application.Id);
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var user = new User
        {
            Id = Ids.New(),
            TenantId = tenant.Id,
            ApplicationId = tenant.Application.Id,
            Email = address.Written,
            CanonicalEmail = address.Canonical,
            EmailVerified = true,
            GivenName = "Given",
            FamilyName = "Family",
            PasswordHash = PasswordHash.Create(The.Password, The.CheapHash),
            CreatedAt = now,
            UpdatedAt = now,
        };
        var granted = await database.Roles.SingleAsync(r => r.Name == $"app:{tenant.Application.Name}:{role}");
        database.Add(user);
        database.Add(new UserRole { TenantId = tenant.Id, ApplicationId = tenant.Application.Id, UserId = user.Id, RoleId = granted.Id });
        await database.SaveChangesAsync();
        return new SomeUser(user.Id, address.Written, The.Password, tenant);
    }

    /// <summary>Reads the database as the application would, to see what a journey left behind.</summary>
    internal static async Task<T> ReadAsync<T>(this PlatformHost platform, string applicationId, Func<PlatformDbContext, Task<T>> read)
    {
        await using var unit = platform.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterApplication(applicationId);
        return await read(unit.ServiceProvider.GetRequiredService<PlatformDbContext>());
    }

    /// <summary>Changes one tenant's data behind the pages' back.</summary>
    internal static async Task ChangeAsync(this PlatformHost platform, SomeTenant tenant, Func<PlatformDbContext, Task> change)
    {
        await using var unit = platform.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterTenant(tenant.Id, tenant.Application.Id);
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        await change(database);
        await database.SaveChangesAsync();
    }
}
