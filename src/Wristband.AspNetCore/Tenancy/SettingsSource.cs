using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tenancy;

/// <summary>
/// The settings to work with. Asked for lazily, kept for an hour, renewed behind the back of requests, and never thrown away
/// because the platform is down (S-03). While nothing is known yet, one request asks and the rest fail fast for five seconds (S-04).
/// </summary>
internal sealed partial class SettingsSource(
    WristbandOptions options,
    PlatformHttp platform,
    IHostEnvironment environment,
    TimeProvider time,
    ILogger<SettingsSource> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan NegativeCache = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private PlatformSettings? _settings;
    private DateTimeOffset _staleFrom;
    private DateTimeOffset _noProbeBefore;
    private Task<PlatformSettings?>? _probe;
    private bool _failed;

    /// <summary>Whether the last question to the platform got no usable answer.</summary>
    public bool IsUnreachable
    {
        get
        {
            lock (_gate) return _failed;
        }
    }

    /// <summary>The settings, or null while the platform cannot be asked and nothing is known from earlier.</summary>
    public async ValueTask<PlatformSettings?> GetAsync(CancellationToken cancellationToken)
    {
        Task<PlatformSettings?>? probe;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_settings is not null && now < _staleFrom) return _settings;
            if (_probe is null && now >= _noProbeBefore) _probe = ProbeAsync();
            if (_settings is not null) return _settings;
            probe = _probe;
        }
        return probe is null ? null : await probe.WaitAsync(cancellationToken);
    }

    private async Task<PlatformSettings?> ProbeAsync()
    {
        // Leaves the lock before the first real step.
        await Task.Yield();
        PlatformSettings? found = null;
        try
        {
            found = options.AutoConfigure ? await FetchAsync() : Merge(fetched: null);
        }
        finally
        {
            Conclude(found);
        }
        return found ?? _settings;
    }

    private void Conclude(PlatformSettings? found)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _probe = null;
            _failed = found is null;
            if (found is null)
            {
                _noProbeBefore = now + NegativeCache;
                return;
            }
            WarnAboutCallback(found);
            _settings = found;
            _staleFrom = options.AutoConfigure ? now + Fresh : DateTimeOffset.MaxValue;
        }
    }

    private async Task<PlatformSettings?> FetchAsync()
    {
        var path = $"/api/v1/clients/{Uri.EscapeDataString(options.ClientId)}/sdk-configuration";
        var reply = await platform.SendAsync(new PlatformCall(HttpMethod.Get, path, "sdk-configuration", TimeSpan.FromSeconds(5)));
        if (!reply.IsOk)
        {
            Log.Unreachable(logger, Explain(reply));
            return null;
        }
        if (reply.Object() is not { } json)
        {
            Log.Invalid(logger, "the answer is not a JSON object");
            return null;
        }

        var merged = Merge(new PlatformSettings
        {
            LoginUrl = json.Text("loginUrl") ?? "",
            RedirectUri = json.Text("redirectUri") ?? "",
            RootDomain = json.Text("loginUrlTenantDomainSuffix"),
            IsApplicationCustomDomainActive = json.Flag("isApplicationCustomDomainActive") ?? false,
            CustomApplicationLoginPageUrl = json.Text("customApplicationLoginPageUrl"),
            ApplicationAuthorizationRequestsEnabled = json.Flag("applicationAuthorizationRequestsEnabled") ?? false,
        });
        var problems = SettingsRules.Problems(merged, environment.IsDevelopment()).ToArray();
        if (problems.Length == 0) return merged;
        Log.Invalid(logger, string.Join(" ", problems));
        return null;
    }

    /// <summary>Which of the settings is the likely cause, or what is.</summary>
    private string Explain(PlatformReply reply)
    {
        var host = options.ApplicationVanityDomain;
        return reply switch
        {
            { Failure: PlatformReply.NameUnknown } => $"{reply.Reason}: there is no host '{host}'; correct ApplicationVanityDomain",
            { Failure: PlatformReply.NotConnected } =>
                $"{reply.Reason}: nothing listens at '{host}'; correct ApplicationVanityDomain, or start the platform",
            { Failure: PlatformReply.NotTrusted } => $"{reply.Reason}: '{host}' shows no certificate that this machine trusts; in "
                + "Development run 'dotnet dev-certs https --trust' or let SSL_CERT_FILE name its certificate, and look at the port in "
                + "ApplicationVanityDomain: one without TLS on this machine needs 'http://' in front",
            { Failure: null, Status: 400 or 401 or 403 or 404 or 421 } => $"{reply.Reason}: '{host}' knows no client "
                + $"'{options.ClientId}'; correct "
                + "ClientId, or ApplicationVanityDomain if the client belongs to another application",
            _ => $"{reply.Reason} from '{host}'",
        };
    }

    /// <summary>Legal behind a proxy that rewrites paths, a mistake everywhere else.</summary>
    private void WarnAboutCallback(PlatformSettings found)
    {
        var path = found.RedirectUri.Split('?')[0].TrimEnd('/');
        if (_settings is null && !path.EndsWith(options.AuthPath + "/callback", StringComparison.Ordinal))
            Log.OtherCallback(logger, found.RedirectUri, options.AuthPath);
    }

    private PlatformSettings Merge(PlatformSettings? fetched) => new()
    {
        LoginUrl = options.LoginUrl ?? fetched?.LoginUrl ?? "",
        RedirectUri = options.RedirectUri ?? fetched?.RedirectUri ?? "",
        RootDomain = (options.ParseTenantFromRootDomain ?? fetched?.RootDomain)?.ToLowerInvariant(),
        IsApplicationCustomDomainActive = options.IsApplicationCustomDomainActive ?? fetched?.IsApplicationCustomDomainActive ?? false,
        CustomApplicationLoginPageUrl = options.CustomApplicationLoginPageUrl ?? fetched?.CustomApplicationLoginPageUrl,
        ApplicationAuthorizationRequestsEnabled = fetched?.ApplicationAuthorizationRequestsEnabled ?? false,
    };

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Error, "WB1101 The platform's SDK configuration could not be fetched ({Reason}). Logins answer 503 "
            + "until it can.", EventName = "SdkConfigurationUnreachable")]
        public static partial void Unreachable(ILogger logger, string reason);

        [LoggerMessage(1103, LogLevel.Warning, "WB1103 The redirect URI {RedirectUri} does not end with {AuthPath}/callback, where this "
            + "application answers it. Correct it at the platform, or set AuthPath, unless a proxy rewrites the "
            + "path.", EventName = "OtherCallback")]
        public static partial void OtherCallback(ILogger logger, string redirectUri, string authPath);

        [LoggerMessage(1102, LogLevel.Error, "WB1102 The platform's SDK configuration cannot be used: {Problems} Correct the client at the "
            + "platform, or set the value in the section 'Wristband'.", EventName = "SdkConfigurationInvalid")]
        public static partial void Invalid(ILogger logger, string problems);
    }
}
