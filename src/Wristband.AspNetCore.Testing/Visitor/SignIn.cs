using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Wristband.AspNetCore.Testing.StandIn;

namespace Wristband.AspNetCore.Testing.Visitor;

/// <summary>The way of a person: the application's login, the platform's answer, the application's callback.</summary>
internal sealed class SignIn(BrowserHandler browser, PlatformStandIn standIn, string configuration)
{
    private const int MostShown = 1000;

    public async Task RunAsync(TestUser user, Uri application)
    {
        if (user.TenantCustomDomain is { } domain) standIn.Platform.CustomDomains[domain] = true;
        using var login = await browser.OpenAsync(LoginOf(user, application));
        if (login.Headers.Location is not { IsAbsoluteUri: true } platform) throw await FailureAsync("login", login);
        using var callback = await browser.OpenAsync(AuthorizeEndpoint.Answer(standIn, platform, user));
        var session = WristbandDefaults.SessionCookieOf(configuration);
        string[] names = ["__Host-" + session, $"{standIn.Options.ClientId}.{session}"];
        if (names.All(name => browser.Cookies.Find(application, name) is null)) throw await FailureAsync("callback", callback);
    }

    private Uri LoginOf(TestUser user, Uri application)
    {
        var query = new Dictionary<string, string?> { ["tenant_name"] = user.Tenant };
        if (user.TenantCustomDomain is { } domain) query["tenant_custom_domain"] = domain;
        var login = new UriBuilder(application) { Path = standIn.Options.AuthPath + "/login" };
        return new Uri(QueryHelpers.AddQueryString(login.Uri.AbsoluteUri, query));
    }

    private async Task<InvalidOperationException> FailureAsync(string endpoint, HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        var hint = response.StatusCode is HttpStatusCode.NotFound ? " Does the application call app.MapWristband()?" : "";
        return new InvalidOperationException(
            $"The application's {endpoint} endpoint ({standIn.Options.AuthPath}/{endpoint}) did not go on: it answered "
            + $"{(int)response.StatusCode} {response.StatusCode}.{hint} {body[..Math.Min(body.Length, MostShown)]}".TrimEnd());
    }
}
