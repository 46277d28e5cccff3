using System.Globalization;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>What can be changed about a client, and which rules it has to keep.</summary>
internal sealed record ClientSettings
{
    private const int LongestName = 100;
    private const int LongestUrl = 2000;
    private const int MostRedirectUris = 50;
    private static readonly TimeSpan ShortestAccess = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestAccess = TimeSpan.FromHours(24);
    private static readonly TimeSpan ShortestRefresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestRefresh = TimeSpan.FromDays(365);

    public required string? Name { get; init; }
    public bool Enabled { get; init; } = true;
    public string? LoginUrl { get; init; }
    public IReadOnlyList<string> RedirectUris { get; init; } = [];
    public string? BackchannelLogoutUri { get; init; }
    public bool RequireProofKey { get; init; } = true;
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(30);
    public TimeSpan RefreshTokenIdleLifetime { get; init; } = TimeSpan.FromHours(24);
    public TimeSpan RefreshTokenAbsoluteLifetime { get; init; } = TimeSpan.FromDays(30);

    public static ClientSettings Of(OAuthClient client) => new()
    {
        Name = client.Name,
        Enabled = client.Enabled,
        LoginUrl = client.LoginUrl,
        RedirectUris = client.RedirectUris,
        BackchannelLogoutUri = client.BackchannelLogoutUri,
        RequireProofKey = client.RequireProofKey,
        AccessTokenLifetime = client.AccessTokenLifetime,
        RefreshTokenIdleLifetime = client.RefreshTokenIdleLifetime,
        RefreshTokenAbsoluteLifetime = client.RefreshTokenAbsoluteLifetime,
    };

    public void WriteTo(OAuthClient client)
    {
        client.Name = Name!;
        client.Enabled = Enabled;
        client.LoginUrl = LoginUrl;
        client.RedirectUris = [.. RedirectUris];
        client.BackchannelLogoutUri = BackchannelLogoutUri;
        client.RequireProofKey = RequireProofKey;
        client.AccessTokenLifetime = AccessTokenLifetime;
        client.RefreshTokenIdleLifetime = RefreshTokenIdleLifetime;
        client.RefreshTokenAbsoluteLifetime = RefreshTokenAbsoluteLifetime;
    }

    public void Check(ClientType type, Violations violations)
    {
        violations.Required("name", Name, LongestName);
        violations.Count("redirectUris", RedirectUris, MostRedirectUris);
        if (RedirectUris.Any(uri => uri is not { Length: <= LongestUrl } || !MayAnswerTo(type, uri)))
            violations.Add("redirectUris", "invalid_url");
        CheckUrl("loginUrl", LoginUrl, violations);
        CheckUrl("backchannelLogoutUri", BackchannelLogoutUri, violations);
        if (BackchannelLogoutUri is { } uri && RegisteredUrl.HasPlaceholder(uri)) violations.Add("backchannelLogoutUri", "invalid_url");
        Range("accessTokenLifetimeSeconds", AccessTokenLifetime, ShortestAccess, LongestAccess, violations);
        Range("refreshTokenIdleLifetimeSeconds", RefreshTokenIdleLifetime, ShortestRefresh, LongestRefresh, violations);
        Range("refreshTokenAbsoluteLifetimeSeconds", RefreshTokenAbsoluteLifetime, RefreshTokenIdleLifetime, LongestRefresh, violations);
        // PKCE is all that protects the codes of a client without a secret.
        if (type == ClientType.Native && !RequireProofKey) violations.Add("requireProofKey", "not_supported");
        if (type == ClientType.MachineToMachine) CheckMachine(violations);
    }

    // Nobody signs in with a machine: these would be kept without any effect.
    private void CheckMachine(Violations violations)
    {
        if (RedirectUris.Count > 0) violations.Add("redirectUris", "not_supported");
        if (LoginUrl is not null) violations.Add("loginUrl", "not_supported");
        if (BackchannelLogoutUri is not null) violations.Add("backchannelLogoutUri", "not_supported");
    }

    private static bool MayAnswerTo(ClientType type, string uri) =>
        RegisteredUrl.IsUsable(uri) || (type == ClientType.Native && IsOfApp(uri));

    // "com.example.app:/callback": the reversed name of a domain keeps apps out of each other's way (RFC 8252 7.1).
    private static bool IsOfApp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme.Contains('.', StringComparison.Ordinal)
        && !text.Contains('#', StringComparison.Ordinal) && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    private static void CheckUrl(string field, string? url, Violations violations)
    {
        if (url is null) return;
        violations.Text(field, url, LongestUrl);
        if (!RegisteredUrl.IsUsable(url)) violations.Add(field, "invalid_url");
    }

    private static void Range(string field, TimeSpan value, TimeSpan least, TimeSpan most, Violations violations)
    {
        if (value < least || value > most) violations.Add(field, "out_of_range", ("min", Seconds(least)), ("max", Seconds(most)));
    }

    private static string Seconds(TimeSpan span) => ((long)span.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
