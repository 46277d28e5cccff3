using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wristband.Platform.Credentials;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Applications;

/// <summary>Makes what seed.json declares exist: adds what is missing, never removes or overwrites what somebody changed.</summary>
internal sealed class Seed(
    PlatformDbContext database, ApplicationCreation applications, TenantCreation tenants, UserCreation users, ClientEnvFile envFiles,
    TimeProvider time)
{
    public async Task ApplyAsync(SeedFile seed, CancellationToken cancellationToken)
    {
        foreach (var declared in seed.Applications)
        {
            var application = await EnsureApplicationAsync(declared, cancellationToken);
            database.Scope.EnterApplication(application.Id);
            var roles = await EnsureRolesAsync(application, declared.Roles, cancellationToken);
            foreach (var client in declared.Clients) await EnsureClientAsync(application, client, cancellationToken);
            foreach (var tenant in declared.Tenants) await EnsureTenantAsync(application, roles, tenant, cancellationToken);
            // Before the next application is entered: people are written in the scope of their own.
            await database.SaveChangesAsync(cancellationToken);
        }
    }

    private async Task<Application> EnsureApplicationAsync(SeedApplication declared, CancellationToken cancellationToken)
    {
        var application = await database.Applications.SingleOrDefaultAsync(a => a.Name == declared.Name, cancellationToken);
        if (application is not null)
        {
            application.LogoutUrls = WithMissing(application.LogoutUrls, declared.LogoutUrls);
            return application;
        }
        application = applications.Add(declared.Name, declared.DisplayName, declared.HostName, declared.LoginUrl);
        application.LogoutUrls = [.. declared.LogoutUrls];
        application.AllowedOrigins = CheckedOrigins(declared.AllowedOrigins ?? []);
        application.AuthorizationRequestsEnabled = declared.AuthorizationRequestsEnabled;
        application.DiscoveryByMailOnly = declared.DiscoveryByMailOnly;
        application.SigningAlgorithm = Algorithm(declared.SigningAlgorithm);
        return application;
    }

    private async Task<Dictionary<string, Role>> EnsureRolesAsync(
        Application application, IEnumerable<SeedRole> declared, CancellationToken cancellationToken)
    {
        var roles = await database.Roles.Where(r => r.ApplicationId == application.Id && r.TenantId == null)
            .ToDictionaryAsync(r => r.Name, cancellationToken);
        foreach (var role in declared)
        {
            var name = $"app:{application.Name}:{role.Name}";
            if (roles.ContainsKey(name)) continue;
            roles[name] = new Role { Id = Ids.New(), ApplicationId = application.Id, Name = name, DisplayName = role.DisplayName };
            database.Roles.Add(roles[name]);
            PredefinedRoles.Equip(database, roles[name]);
        }
        return roles;
    }

    private async Task EnsureClientAsync(Application application, SeedClient declared, CancellationToken cancellationToken)
    {
        var client = await database.OAuthClients
            .SingleOrDefaultAsync(c => c.ApplicationId == application.Id && c.Name == declared.Name, cancellationToken);
        if (client is null)
        {
            client = new OAuthClient
            {
                Id = Ids.New(),
                ApplicationId = application.Id,
                Name = declared.Name,
                Type = ClientTypes.Parse(declared.Type),
                RedirectUris = [.. declared.RedirectUris],
                RequireProofKey = declared.RequireProofKey,
                CreatedAt = time.GetUtcNow(),
            };
            database.OAuthClients.Add(client);
        }
        client.RedirectUris = WithMissing(client.RedirectUris, declared.RedirectUris);
        client.BackchannelLogoutUri ??= Checked(declared.BackchannelLogoutUri);
        if (declared.EnvFile is { } file) envFiles.EnsureSecret(application, client, file);
    }

    private static SigningAlgorithm Algorithm(string? name) => name switch
    {
        null or nameof(SigningAlgorithm.RS256) => SigningAlgorithm.RS256,
        nameof(SigningAlgorithm.ES256) => SigningAlgorithm.ES256,
        _ => throw new InvalidOperationException($"WB2180: The seed declares the signing algorithm '{name}'. Use RS256 or ES256."),
    };

    // The order stays: the first address is the one that SDKs are told of.
    private static List<string> WithMissing(IEnumerable<string> known, IEnumerable<string> declared) =>
        [.. known.Union(declared, StringComparer.Ordinal)];

    private static List<string> CheckedOrigins(IReadOnlyList<string> origins) =>
        origins.Count <= AllowedOrigin.Most && origins.All(AllowedOrigin.IsUsable)
            ? [.. origins]
            : throw new InvalidOperationException(
                $"WB2132: The seed declares the allowed origins '{string.Join("', '", origins)}'. At most {AllowedOrigin.Most}, "
                + "each as a browser sends it: https://app.example, or http://localhost:5173 on this machine.");

    private static string? Checked(string? backchannelLogoutUri)
    {
        if (backchannelLogoutUri is null) return null;
        var usable = Uri.TryCreate(backchannelLogoutUri, UriKind.Absolute, out var uri)
            && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
        return usable
            ? backchannelLogoutUri
            : throw new InvalidOperationException(
                $"WB2016: The seed declares the back-channel logout URI '{backchannelLogoutUri}'. It must be https, "
                + "or http on this machine, without fragment and user name.");
    }

    private async Task EnsureTenantAsync(
        Application application, Dictionary<string, Role> roles, SeedTenant declared, CancellationToken cancellationToken)
    {
        if (!TenantName.TryParse(declared.Name, out var name, out var problem))
        {
            throw new InvalidOperationException(
                $"WB2012: The seed declares a tenant '{declared.Name}', which is no name for one ({problem}). "
                + $"Use {TenantName.MinLength} to {TenantName.MaxLength} letters a to z, digits and single hyphens between "
                + "them; some names are reserved.");
        }
        if (await database.Tenants.AnyAsync(t => t.ApplicationId == application.Id && t.Name == name.Value, cancellationToken)) return;

        var tenant = tenants.Add(application, name, declared.DisplayName, TenantStatus.Active);
        tenant.BrandColor = declared.BrandColor;
        foreach (var person in declared.Users) AddUser(tenant, roles, person, application.Name);
    }

    private void AddUser(Tenant tenant, Dictionary<string, Role> roles, SeedUser declared, string applicationName)
    {
        if (!EmailAddress.TryParse(declared.Email, out var email))
            throw new InvalidOperationException($"WB2013: The seed declares a user '{declared.Email}', which is not an e-mail address.");
        var user = users.Add(tenant, email, UserStatus.Active);
        user.EmailVerified = true;
        (user.GivenName, user.FamilyName) = (declared.GivenName, declared.FamilyName);
        user.PasswordHash = PasswordHash.Create(declared.Password, new PasswordHashCost());
        foreach (var role in declared.Roles)
        {
            database.UserRoles.Add(new UserRole
            {
                TenantId = tenant.Id,
                ApplicationId = tenant.ApplicationId,
                UserId = user.Id,
                RoleId = roles[$"app:{applicationName}:{role}"].Id,
            });
        }
    }
}

/// <summary>Applies the configured seed before the platform answers its first request.</summary>
internal static class SeedAtStart
{
    public static async Task ApplySeedAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        if (services.GetRequiredService<IOptions<PlatformOptions>>().Value.SeedFile is not { Length: > 0 } path) return;
        var root = services.GetRequiredService<IHostEnvironment>().ContentRootPath;
        await using var scope = services.CreateAsyncScope();
        // Replicas that start together would all find that the same is missing.
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        await using var transaction = await database.BeginExclusiveAsync("seed", cancellationToken);
        await scope.ServiceProvider.GetRequiredService<Seed>().ApplyAsync(SeedFile.Read(Path.Combine(root, path)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
