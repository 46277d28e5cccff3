using System.Text.Json;

namespace Wristband.Bench.Running;

/// <summary>
/// One application with its clients, and as many tenants as a row needs; the first ones have people. Where asked for, a second application
/// with one tenant, that signs with ES256.
/// </summary>
internal static class SeedFile
{
    public const string Password = "opensesame-6002";
    public const string CallbackUrl = "http://localhost:6001/callback";
    public const string Application = "bench";
    public const string Elliptic = "elliptic";

    public static string Write(
        string path, int tenants, int tenantsWithPeople, int peopleEach, string sdkAppUrl, string expressAppUrl, bool withElliptic)
    {
        var ours = Declare(
            Application, "RS256", sdkAppUrl,
            [
                Client("web", "BACKEND_SERVER", CallbackUrl),
                Client("sdk", "BACKEND_SERVER", sdkAppUrl + "/api/auth/callback"),
                Client("express", "BACKEND_SERVER", expressAppUrl + "/api/auth/callback"),
                Client("machine", "MACHINE_TO_MACHINE"),
            ],
            Enumerable.Range(0, tenants).Select(t => Tenant(t, t < tenantsWithPeople ? peopleEach : 0)));
        var elliptic = Declare(
            Elliptic, "ES256", sdkAppUrl, [Client("web-elliptic", "BACKEND_SERVER", CallbackUrl)], [Tenant(0, peopleEach)]);
        var seed = new { applications = withElliptic ? (object[])[ours, elliptic] : [ours] };
        File.WriteAllText(path, JsonSerializer.Serialize(seed, JsonSerializerOptions.Web));
        return path;
    }

    public static string TenantName(int number) => $"tenant{number}";

    public static string Email(int number) => $"person{number}@bench.example";

    private static readonly string[] Roles = ["viewer"];

    private static object Declare(
        string name, string signingAlgorithm, string url, IEnumerable<object> clients, IEnumerable<object> tenants)
    {
        return new
        {
            name,
            displayName = name,
            hostName = name + ".dev.localhost",
            loginUrl = url + "/api/auth/login",
            logoutUrls = new[] { url },
            signingAlgorithm,
            roles = new[] { new { name = "viewer", displayName = "Viewer" } },
            clients,
            tenants,
        };
    }

    private static object Tenant(int number, int people) =>
        new { name = TenantName(number), displayName = $"Tenant {number}", users = People(people) };

    private static object Client(string name, string type, params string[] redirectUris) =>
        new { name, type, redirectUris, envFile = name + ".env" };

    private static object[] People(int count) => Enumerable.Range(0, count)
        .Select(object (n) => new { email = Email(n), password = Password, givenName = "Bench", familyName = "Person", roles = Roles })
        .ToArray();
}
