using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Applications;

/// <summary>What can be changed about an application, and which rules it has to keep.</summary>
internal sealed record ApplicationSettings
{
    private const int LongestDisplayName = 60;
    private const int LongestUrl = 2000;
    private const int MostLogoutUrls = 10;

    public required string? DisplayName { get; init; }
    public required string? LoginUrl { get; init; }
    public required IReadOnlyList<string> LogoutUrls { get; init; }
    public required bool SignupEnabled { get; init; }
    public required EnvironmentType EnvironmentType { get; init; }
    public required TenantClassifier TenantClassifier { get; init; }
    public required string? LogoUrl { get; init; }
    public required IReadOnlyList<string> AllowedOrigins { get; init; }
    public required string? CustomApplicationLoginPageUrl { get; init; }
    public required bool ApplicationAuthorizationRequestsEnabled { get; init; }
    public required bool DiscoveryByMailOnly { get; init; }
    public required SigningAlgorithm SigningAlgorithm { get; init; }

    public static ApplicationSettings Of(Application application) => Of(application, new ApplicationChange());

    public static ApplicationSettings Of(Application before, ApplicationChange change) => new()
    {
        DisplayName = change.DisplayName.Or(before.DisplayName),
        LoginUrl = change.LoginUrl.Or(before.LoginUrl),
        LogoutUrls = change.LogoutUrls.Or(before.LogoutUrls) ?? [],
        SignupEnabled = change.SignupEnabled.Or(before.SignupEnabled),
        EnvironmentType = change.EnvironmentType.Or(before.EnvironmentType),
        TenantClassifier = change.TenantClassifier.Or(before.TenantClassifier),
        LogoUrl = change.LogoUrl.Or(before.LogoUrl),
        AllowedOrigins = change.AllowedOrigins.Or(before.AllowedOrigins) ?? [],
        CustomApplicationLoginPageUrl = change.CustomApplicationLoginPageUrl.Or(before.CustomLoginPageUrl),
        ApplicationAuthorizationRequestsEnabled = change.ApplicationAuthorizationRequestsEnabled.Or(before.AuthorizationRequestsEnabled),
        DiscoveryByMailOnly = change.DiscoveryByMailOnly.Or(before.DiscoveryByMailOnly),
        SigningAlgorithm = change.SigningAlgorithm.Or(before.SigningAlgorithm),
    };

    public void WriteTo(Application application)
    {
        application.DisplayName = DisplayName!;
        application.LoginUrl = LoginUrl!;
        application.LogoutUrls = [.. LogoutUrls];
        application.SignupEnabled = SignupEnabled;
        application.EnvironmentType = EnvironmentType;
        application.TenantClassifier = TenantClassifier;
        application.LogoUrl = LogoUrl;
        application.AllowedOrigins = [.. AllowedOrigins];
        application.CustomLoginPageUrl = CustomApplicationLoginPageUrl;
        application.AuthorizationRequestsEnabled = ApplicationAuthorizationRequestsEnabled;
        application.DiscoveryByMailOnly = DiscoveryByMailOnly;
        application.SigningAlgorithm = SigningAlgorithm;
    }

    public void Check(Violations violations)
    {
        violations.Required("displayName", DisplayName, LongestDisplayName);
        violations.Required("loginUrl", LoginUrl, LongestUrl);
        if (LoginUrl is { } login && !RegisteredUrl.IsUsable(login)) violations.Add("loginUrl", "invalid_url");
        violations.Count("logoutUrls", LogoutUrls, MostLogoutUrls);
        if (LogoutUrls.Any(url => url is not { Length: <= LongestUrl } || !RegisteredUrl.IsUsable(url)))
            violations.Add("logoutUrls", "invalid_url");
        violations.Count("allowedOrigins", AllowedOrigins, AllowedOrigin.Most);
        if (AllowedOrigins.Any(origin => origin is null || !AllowedOrigin.IsUsable(origin)))
            violations.Add("allowedOrigins", "invalid_origin");
        violations.Text("logoUrl", LogoUrl, LongestUrl);
        if (LogoUrl is { } logo && !IsImage(logo)) violations.Add("logoUrl", "invalid_url");
        violations.Text("customApplicationLoginPageUrl", CustomApplicationLoginPageUrl, LongestUrl);
        if (CustomApplicationLoginPageUrl is { } page && (RegisteredUrl.HasPlaceholder(page) || !RegisteredUrl.IsUsable(page)))
            violations.Add("customApplicationLoginPageUrl", "invalid_url");
    }

    private static bool IsImage(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0;
}
