using System.Text.Json;

namespace Wristband.AppHost;

/// <summary>What the banner tells of the seed, read from the file itself so that the two never differ.</summary>
internal sealed record SeedSummary(string ApplicationHost, IReadOnlyList<SeedPerson> People)
{
    public static SeedSummary Read(Workspace workspace)
    {
        using var seed = JsonDocument.Parse(File.ReadAllText(workspace.SeedFile));
        var application = seed.RootElement.GetProperty("applications")[0];
        var people =
            from tenant in application.GetProperty("tenants").EnumerateArray()
            from user in tenant.GetProperty("users").EnumerateArray()
            select new SeedPerson(
                tenant.GetProperty("name").GetString()!,
                user.GetProperty("email").GetString()!,
                user.GetProperty("password").GetString()!,
                user.GetProperty("roles")[0].GetString()!);
        return new SeedSummary(application.GetProperty("hostName").GetString()!, [.. people]);
    }
}

internal sealed record SeedPerson(string Tenant, string Email, string Password, string Role);
