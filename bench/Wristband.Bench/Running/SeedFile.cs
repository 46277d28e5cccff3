using System.Text.Json;

namespace Wristband.Bench.Running;

/// <summary>One application with its clients, and as many tenants as a row needs; the first ones have people.</summary>
internal static class SeedFile
{
    public const string Password = "opensesame-6002";
    public const string CallbackUrl = "http://localhost:6001/callback";

    public static string Write(string path, int tenants, int tenantsWithPeople, int peopleEach, string sdkAppUrl, string expressAppUrl)
    {
        var seed = new
        {
            applications = new[]
            {
                new
                {
                    name = "bench",
                    displayName = "Bench",
                    hostName = "bench.dev.localhost",
                    loginUrl = sdkAppUrl + "/api/auth/login",
                    logoutUrls = new[] { sdkAppUrl },
                    roles = new[] { new { name = "viewer", displayName = "Viewer" } },
                    clients = new[]
                    {
                        Client("web", "BACKEND_SERVER", CallbackUrl),
                        Client("sdk", "BACKEND_SERVER", sdkAppUrl + "/api/auth/callback"),
                        Client("express", "BACKEND_SERVER", expressAppUrl + "/api/auth/callback"),
                        Client("machine", "MACHINE_TO_MACHINE"),
                    },
                    tenants = Enumerable.Range(0, tenants)
                        .Select(t =>
                            new { name = TenantName(t), displayName = $"Tenant {t}", users = t < tenantsWithPeople
                                ? People(peopleEach)
                                : [] }),
                },
            },
        };
        File.WriteAllText(path, JsonSerializer.Serialize(seed, JsonSerializerOptions.Web));
        return path;
    }

    public static string TenantName(int number) => $"tenant{number}";

    public static string Email(int number) => $"person{number}@bench.example";

    private static readonly string[] Roles = ["viewer"];

    private static object Client(string name, string type, params string[] redirectUris) =>
        new { name, type, redirectUris, envFile = name + ".env" };

    private static object[] People(int count) => Enumerable.Range(0, count)
        .Select(object (n) => new { email = Email(n), password = Password, givenName = "Bench", familyName = "Person", roles = Roles })
        .ToArray();
}
