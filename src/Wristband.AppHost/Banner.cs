// The banner is what this program is for; it has no log to write it to.
#pragma warning disable RS0030
namespace Wristband.AppHost;

/// <summary>What the person at the terminal reads.</summary>
internal static class Banner
{
    public static void Both(SeedSummary seed, Workspace workspace)
    {
        Console.WriteLine($"""

              Ready.

              Demo       http://localhost:{Ports.Demo}
            """);
        People(seed);
        Console.WriteLine($"""

              The demo's settings, to use in a .env: {Path.GetRelativePath(workspace.Root, workspace.DemoSettingsFile)}
              Ctrl-C stops everything.

            """);
    }

    /// <summary>What `make platform` prints too, where no demo leads to anything.</summary>
    public static int People(SeedSummary seed)
    {
        Console.WriteLine($"""
              Sign up    http://{seed.ApplicationHost}:{Ports.Platform}/signup
              Mailbox    http://mail.dev.localhost:{Ports.Platform}

              Sample people, each with the password {string.Join(" or ", seed.People.Select(p => p.Password).Distinct())}
            """);
        foreach (var person in seed.People) Console.WriteLine($"    {person.Tenant,-8} {person.Role,-8} {person.Email}");
        return 0;
    }

    public static void DemoAlone(Dictionary<string, string> settings)
    {
        Console.WriteLine($"""

              Ready.

              Demo       http://localhost:{Ports.Demo}
              Platform   {settings.GetValueOrDefault("APPLICATION_VANITY_DOMAIN")} (from .env)
              Ctrl-C stops it.

            """);
    }

    public static void Problem(string text) => Console.Error.WriteLine(text);
}
