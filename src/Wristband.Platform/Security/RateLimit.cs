namespace Wristband.Platform.Security;

/// <summary>What is counted, and per what.</summary>
internal enum Limit
{
    /// <summary>Failed sign-ins from one network address.</summary>
    LoginPerNetwork,

    /// <summary>Failed sign-ins for one identifier at one tenant, in any window of this length and also across a restart.</summary>
    LoginPerIdentifier,

    /// <summary>Failed sign-ins at one tenant.</summary>
    LoginPerTenant,

    SignupPerNetwork,
    DiscoveryPerNetwork,
    DiscoveryPerEmail,

    /// <summary>Mails with a one-time link to one address.</summary>
    MailPerAddress,

    /// <summary>Requests for such mails from one network address.</summary>
    MailPerNetwork,

    /// <summary>Token requests of one client.</summary>
    TokenPerClient,

    /// <summary>Failed client authentications of one client from one network address.</summary>
    FailedClientPerNetwork,

    AuthorizePerNetwork,
    CustomDomainPerNetwork,
    SdkConfigurationPerNetwork,

    /// <summary>Refused requests of one caller of the management API that are noted in the audit log.</summary>
    AuditedRefusalsPerCaller,
}

/// <summary>A token bucket: this many at once, refilled evenly over the window.</summary>
internal sealed class RateLimit
{
    public int Permits { get; set; }
    public TimeSpan Window { get; set; }
}

/// <summary>The "Platform:RateLimits" section: for example Platform:RateLimits:LoginPerNetwork:Permits.</summary>
internal sealed class RateLimitOptions : Dictionary<Limit, RateLimit>
{
    public RateLimitOptions()
    {
        var minute = TimeSpan.FromMinutes(1);
        var hour = TimeSpan.FromHours(1);
        Add(Limit.LoginPerNetwork, 20, minute);
        Add(Limit.LoginPerIdentifier, 10, 15 * minute);
        Add(Limit.LoginPerTenant, 200, minute);
        Add(Limit.SignupPerNetwork, 30, hour);
        Add(Limit.DiscoveryPerNetwork, 10, minute);
        Add(Limit.DiscoveryPerEmail, 5, hour);
        Add(Limit.MailPerAddress, 3, hour);
        Add(Limit.MailPerNetwork, 30, hour);
        Add(Limit.TokenPerClient, 600, minute);
        Add(Limit.FailedClientPerNetwork, 30, minute);
        Add(Limit.AuthorizePerNetwork, 60, minute);
        Add(Limit.CustomDomainPerNetwork, 60, minute);
        Add(Limit.SdkConfigurationPerNetwork, 60, minute);
        Add(Limit.AuditedRefusalsPerCaller, 60, hour);
    }

    /// <summary>Ten times as much of everything: one developer plays many people.</summary>
    public void RaiseForDevelopment()
    {
        foreach (var limit in Values) limit.Permits *= 10;
    }

    public const string Problem = "WB2131: Platform:RateLimits has a limit without permits or window. Both must be more than zero.";

    public static bool AreUsable(RateLimitOptions options) =>
        options.Values.All(limit => limit.Permits > 0 && limit.Window > TimeSpan.Zero);

    private void Add(Limit limit, int permits, TimeSpan window) => this[limit] = new RateLimit { Permits = permits, Window = window };
}
