using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;
using Wristband.Platform.Security;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Isolation;

/// <summary>Somebody who calls the API of the world's application.</summary>
/// <param name="Name">Who, for failures.</param>
/// <param name="World">Where they are at home.</param>
/// <param name="Token">What they call with.</param>
/// <param name="HomeTenantId">The tenant beyond which they see nothing; null for who sees the whole application.</param>
/// <param name="Own">The ids that are theirs.</param>
/// <param name="Foreign">What is beyond their boundary, by where it is.</param>
internal sealed partial record Caller(
    string Name, World World, string Token, string? HomeTenantId, IdsByKind Own, IReadOnlyDictionary<string, IdsByKind> Foreign)
{
    /// <summary>A machine of the application with the predefined role for that.</summary>
    public static Task<Caller> AdminAsync(World world, World stranger) => MachineAsync(
        "Application Admin Client", world, tenantId: null, PredefinedRoles.ApplicationAdminClient, world.OfApplication(), Beyond(stranger));

    /// <summary>A machine of the home tenant.</summary>
    public static Task<Caller> TenantMachineAsync(World world, World stranger) => MachineAsync(
        "machine of a tenant", world, world.Home.Tenant.Id, PredefinedRoles.TenantOwner, world.OfTenant(), BeyondTenant(world, stranger));

    /// <summary>A machine without any role.</summary>
    public static Task<Caller> NobodyAsync(World world, World stranger) => MachineAsync(
        "machine without roles", world, tenantId: null, role: null, world.OfApplication(), Beyond(stranger));

    /// <summary>A person of the home tenant with this predefined role, or with none.</summary>
    public static async Task<Caller> PersonAsync(World world, World stranger, PredefinedRole? role)
    {
        var platform = world.Platform;
        var user = await platform.UserAsync(world.Home.Tenant);
        await platform.ChangeAsync(world.Application, database =>
        {
            database.RemoveRange(database.UserRoles.Where(r => r.UserId == user.Id));
            if (role is not null)
            {
                database.Add(new UserRole
                {
                    TenantId = user.Tenant.Id,
                    ApplicationId = world.Application.Id,
                    UserId = user.Id,
                    RoleId = IdOf(world, role),
                });
            }
            return Task.CompletedTask;
        });
        var tokens = await new RelyingParty(platform, world.Application).SignInAsync(user);
        var own = world.OfTenant();
        var foreign = BeyondTenant(world, stranger);
        // Who has no role reaches themselves, and no colleague.
        if (role is null)
        {
            own["user"] = user.Id;
            foreign = new Dictionary<string, IdsByKind>(foreign) { ["colleague"] = new() { ["user"] = world.Home.Member.Id } };
        }
        return new Caller(role?.DisplayName ?? "person without roles", world, tokens.AccessToken, world.Home.Tenant.Id, own, foreign);
    }

    /// <summary>What they are answered, with everything left out that differs each time.</summary>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, World.Application.Base + ApiEndpoint.Base + path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var network = new HttpMessageInvoker(World.Platform.Internet, disposeHandler: false);
        using var response = await network.SendAsync(request, CancellationToken.None);
        var text = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(h => h.Key is "ETag" or "Location" or "WWW-Authenticate" or "Content-Type" or "Allow" or "Retry-After")
            .Select(h => $"{h.Key}: {string.Join(", ", h.Value)}").Order(StringComparer.Ordinal);
        return new ApiAnswer((int)response.StatusCode, string.Join('\n', headers), Ticket().Replace(text, "\"ticket\":\"\""));
    }

    private static Dictionary<string, IdsByKind> Beyond(World stranger) => new()
    {
        ["tenant of another application"] = stranger.OfTenant(),
        ["another application"] = stranger.OfApplication(),
    };

    private static Dictionary<string, IdsByKind> BeyondTenant(World world, World stranger) => new(Beyond(stranger))
    {
        ["neighbour"] = world.Neighbour.Owned,
        ["hidden"] = world.Hidden,
    };

    private static async Task<Caller> MachineAsync(
        string name, World world, string? tenantId, PredefinedRole? role, IdsByKind own, IReadOnlyDictionary<string, IdsByKind> foreign)
    {
        var (platform, application, secret) = (world.Platform, world.Application, SecretToken.New());
        var client = new OAuthClient
        {
            Id = Ids.New(),
            ApplicationId = application.Id,
            OwnerTenantId = tenantId,
            Name = Some.Name("caller"),
            Type = ClientType.MachineToMachine,
            SecretHashes = [SecretToken.Hash(secret)],
            CreatedAt = platform.Time.GetUtcNow(),
        };
        await platform.ChangeAsync(application, database =>
        {
            database.Add(client);
            if (role is null) return Task.CompletedTask;
            database.Add(new ClientRole
            {
                ClientId = client.Id,
                RoleId = IdOf(world, role),
                ApplicationId = application.Id,
                TenantId = tenantId,
            });
            return Task.CompletedTask;
        });
        var app = new RelyingParty(platform, application) { ClientId = client.Id, ClientSecret = secret };
        var answer = await app.TokenAsync(("grant_type", "client_credentials"));
        return new Caller(name, world, answer.Json.GetProperty("access_token").GetString()!, tenantId, own, foreign);
    }

    private static string IdOf(World world, PredefinedRole role) =>
        PredefinedRoles.RowOf(role, world.Application.Id, world.Platform.Time.GetUtcNow()).Id;

    [GeneratedRegex("\"ticket\":(\"[0-9a-f]*\"|null)")]
    private static partial Regex Ticket();
}

/// <summary>What can be told apart in an answer.</summary>
internal sealed record ApiAnswer(int Status, string Headers, string Body)
{
    public bool Succeeded => Status is >= 200 and < 300;

    /// <summary>The same without the id that was asked for.</summary>
    public ApiAnswer Without(string id) =>
        new(Status, Headers, Body.Replace(id, "the id", StringComparison.Ordinal).Replace(id[..8], "the id", StringComparison.Ordinal));

    public override string ToString() => $"{Status} {Body}";
}
