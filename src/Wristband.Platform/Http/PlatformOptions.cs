using Microsoft.Extensions.Options;

namespace Wristband.Platform.Http;

/// <summary>The "Platform" configuration section.</summary>
internal sealed class PlatformOptions
{
    public const string Section = "Platform";

    /// <summary>
    /// Schemes and ports under which people reach the platform, for example "https://*" or "http://*:6002".
    /// Links in mails use the one that the request came by. A request whose Host header names another port is refused.
    /// </summary>
    public List<string> PublicOrigins { get; set; } = [];

    /// <summary>
    /// "Sqlite" or "Postgres", where the connection string does not say which engine it is for. Read before there are options, because it
    /// decides what is registered.
    /// </summary>
    public string? Database { get; set; }

    /// <summary>Directory of the database and, in Development, of generated keys and secrets.</summary>
    public string DataDirectory { get; set; } = ".data";

    /// <summary>
    /// 32 bytes, base64: the key under which all other keys are stored. Also readable from a file, <see cref="MasterKeyFile"/>.
    /// Development creates a file of its own; Production refuses to start without one of the two.
    /// </summary>
    public string? MasterKey { get; set; }

    /// <summary>File that holds the master key; must be readable by its owner only.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>
    /// Directory with a file for each setting that comes from one, named as its environment variable: Platform__Smtp__Password.
    /// </summary>
    public string? SecretsDirectory { get; set; }

    /// <summary>Declarative applications, tenants and users, applied at each start in Development. Refused in Production.</summary>
    public string? SeedFile { get; set; }

    /// <summary>
    /// How long a stopping platform goes on answering while <c>/health/ready</c> already says 503, so that a load balancer can turn
    /// away from it first. Zero to 60 seconds; zero, the default, suits a single process.
    /// </summary>
    public TimeSpan ShutdownNotice { get; set; }

    /// <summary>Host of the mailbox page, Development only.</summary>
    public string? MailboxHost { get; set; }

    public IReadOnlyList<PublicOrigin> Origins() =>
        PublicOrigins.Select(text => PublicOrigin.TryParse(text, out var origin) ? origin : null).OfType<PublicOrigin>().ToList();
}

/// <summary>Finds every mistake at start, all at once.</summary>
internal sealed class ValidatePlatformOptions(IHostEnvironment environment) : IValidateOptions<PlatformOptions>
{
    public ValidateOptionsResult Validate(string? name, PlatformOptions options)
    {
        var failures = new List<string>();
        if (options.PublicOrigins.Count == 0)
        {
            failures.Add("WB2001: Platform:PublicOrigins is empty. Name the scheme and port that people use, for example \"https://*\".");
        }
        failures.AddRange(options.PublicOrigins.Where(text => !PublicOrigin.TryParse(text, out _))
            .Select(text => $"WB2002: Platform:PublicOrigins has '{text}'. Write \"https://*\" or \"http://*:6002\"."));
        if (options.ShutdownNotice < TimeSpan.Zero || options.ShutdownNotice > TimeSpan.FromSeconds(60))
            failures.Add("WB2015: Platform:ShutdownNotice must be between zero and 60 seconds, written as 00:00:05.");
        if (!environment.IsDevelopment()) AddProductionFailures(options, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void AddProductionFailures(PlatformOptions options, List<string> failures)
    {
        if (options.Origins().Any(origin => !origin.IsHttps))
            failures.Add("WB2003: Platform:PublicOrigins allows http. Outside Development people must reach the platform by https.");
        if (!string.IsNullOrEmpty(options.SeedFile))
            failures.Add("WB2004: Platform:SeedFile is set. Seeds hold sample users and are for Development only; remove the setting.");
        if (!string.IsNullOrEmpty(options.MailboxHost))
            failures.Add(
                "WB2005: Platform:MailboxHost is set. The mailbox shows everybody's mail and is for Development only; remove the setting.");
        if (options.MasterKey is null && options.MasterKeyFile is null)
            failures.Add(
                "WB2006: No master key. Set Platform:MasterKeyFile (mode 0600) or Platform:MasterKey to 32 random bytes in base64.");
    }
}
