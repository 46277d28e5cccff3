using Wristband.Platform.Applications;

namespace Wristband.Platform.Testing;

/// <summary>What a test declares, as the seed that the platform itself starts with in development.</summary>
internal static class Declared
{
    private static readonly string[] AlwaysThere = ["owner"];

    public static SeedFile By(RealPlatformOptions options, string domain, string settingsFile)
    {
        var root = options.ApplicationUrl.GetLeftPart(UriPartial.Authority);
        return new SeedFile([new SeedApplication(
            options.Application,
            options.Application,
            $"{options.Application}.{domain}",
            $"{root}{options.AuthPath}/login",
            [root, root + "/"],
            [.. AlwaysThere.Concat(options.Accounts.SelectMany(a => a.Roles)).Distinct().Select(role => new SeedRole(role, role))],
            [new SeedClient("web", "BACKEND_SERVER", [$"{root}{options.AuthPath}/callback"], settingsFile)],
            [.. options.Accounts.GroupBy(a => a.Tenant).Select(Tenant)])]);
    }

    private static SeedTenant Tenant(IGrouping<string, Account> accounts) => new(
        accounts.Key, accounts.Key, [.. accounts.Select(a => new SeedUser(a.Email, a.Password, "Test", "User", [.. a.Roles]))]);
}
