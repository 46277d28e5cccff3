using System.Reflection;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Branding;
using Wristband.Platform.Http;
using Wristband.TestSupport;
using Page = Wristband.TestSupport.Page;

namespace Wristband.Platform.Tests.Http;

/// <summary>Every page in a language whose letters have marks: what still has plain ones does not come from a resource.</summary>
public sealed partial class PseudoLanguageTests : IAsyncLifetime
{
    // What people and tests named, and what is no language: names, addresses, the time zone, ids of errors.
    private static readonly string[] Spoken = ["title", "alt", "placeholder", "aria-label", "data-busy", "data-hide"];
    private PlatformHost _platform = null!;

    public async ValueTask InitializeAsync() => _platform = await PlatformHost.StartAsync(configure: b => b.Services.AddPseudoLanguage());

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task Every_page_speaks_from_resources()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var browser = Speaking();
        var seen = 0;
        foreach (var (kind, path) in await PagesAsync())
        {
            var page = await browser.GetAsync(BaseOf(kind, user.Tenant) + path);
            Untranslated(page, user).ShouldBeEmpty($"{kind} {path}");
            if (PseudoLanguage.IsName(page.Document.DocumentElement.GetAttribute("lang"))) seen++;
        }

        seen.ShouldBeGreaterThan(12);
    }

    [Fact]
    public async Task What_a_form_answers_comes_from_resources()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var (tenant, application) = (user.Tenant.Base, user.Tenant.Application.Base);
        foreach (var (url, form, values) in new (string, string, Dictionary<string, string>)[]
        {
            ($"{tenant}/login", "#login", new() { ["email"] = "a@example.com", ["password"] = "b" }),
            ($"{tenant}/forgot-password", "#forgot", new() { ["email"] = "b" }),
            ($"{tenant}/verify-email", "#resend", new() { ["email"] = "b" }),
            ($"{application}/login", "#discovery", new() { ["who"] = "nobody-here" }),
            ($"{application}/login", "#discovery", new() { ["who"] = "" }),
            ($"{application}/signup", "#signup", new() { ["address"] = "www" }),
            ($"{application}/signup", "#signup", new() { ["address"] = "--" }),
            ($"{application}/signup", "#signup", []),
        })
        {
            var browser = Speaking();
            var page = await browser.SubmitAsync(await browser.GetAsync(url), form, values);
            Untranslated(page, user).ShouldBeEmpty($"{url} {form}");
            PseudoLanguage.IsName(page.Document.DocumentElement.GetAttribute("lang")).ShouldBeTrue(url);
        }
    }

    [Fact]
    public async Task What_lies_behind_the_link_of_a_mail_comes_from_resources()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var browser = Speaking();
        await browser.SubmitAsync(
            await browser.GetAsync($"{user.Tenant.Base}/forgot-password"), "#forgot",
            new Dictionary<string, string> { ["email"] = user.Email });
        var mail = await _platform.Mailbox.LastToAsync(user.Email);
        Letters(mail.Subject, user).ShouldBeEmpty();
        Letters(mail.Text, user).ShouldBeEmpty();

        var form = await browser.GetAsync(mail.Link);
        Untranslated(form, user).ShouldBeEmpty();
        foreach (var password in new[] { "", "a", new string('a', 300), "\ud83d45678901", "password1", user.Email })
        {
            var page = await browser.SubmitAsync(form, "#reset", new Dictionary<string, string> { ["password"] = password });
            Untranslated(page, user).ShouldBeEmpty(password);
            page.Document.QuerySelector(".problem").ShouldNotBeNull(password);
        }
        Untranslated(await browser.GetAsync("http://mail.dev.localhost:6002/"), user).ShouldBeEmpty();
    }

    [Fact]
    public void A_text_outside_of_resources_can_fail()
    {
        var user = new SomeUser("id", "ann@example.com", "", new("id", "acme", "acme.test", new("id", "app", "app.test", "", "", "", "")));
        Letters("acme Inc.", user).ShouldBeEmpty();
        Letters(PseudoLanguage.Of("Sign in to {0}").Replace("{0}", "acme Inc."), user).ShouldBeEmpty();
        Letters("Sign in to acme Inc.", user).ShouldNotBeEmpty();
    }

    private Browser Speaking()
    {
        var browser = _platform.NewBrowser();
        browser.AcceptLanguage = PseudoLanguage.Name;
        return browser;
    }

    private async Task<IReadOnlyList<(HostKind Kind, string Path)>> PagesAsync()
    {
        var loader = _platform.Services.GetRequiredService<PageLoader>();
        var pages = new List<(HostKind, string)>();
        foreach (var endpoint in _platform.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } descriptor) continue;
            var page = await loader.LoadAsync(descriptor, endpoint.Metadata);
            var kinds = page.HandlerTypeInfo.GetCustomAttribute<OnHostAttribute>()?.Kinds ?? [HostKind.Tenant, HostKind.Application];
            pages.AddRange(kinds.Select(kind => (kind, "/" + endpoint.RoutePattern.RawText)));
        }
        return pages;
    }

    private static string BaseOf(HostKind kind, SomeTenant tenant) => kind switch
    {
        HostKind.Tenant => tenant.Base,
        HostKind.Application => tenant.Application.Base,
        _ => "http://mail.dev.localhost:6002",
    };

    private static IEnumerable<string> Untranslated(Page page, SomeUser user)
    {
        var texts = page.Document.Descendants<IText>()
            .Where(t => t.ParentElement is not { LocalName: "script" or "style" }).Select(t => t.Data)
            .Concat(page.Document.All.SelectMany(e => Spoken.Select(name => e.GetAttribute(name)).OfType<string>()));
        return texts.Select(text => Letters(text, user)).Where(rest => rest.Length > 0);
    }

    private static string Letters(string text, SomeUser user)
    {
        string[] data =
        [
            $"{user.Tenant.Name} Inc.", user.Tenant.HostName, user.Tenant.Application.HostName, user.Email, user.Tenant.Application.Name,
            "UTC", "ann@example.com", "a@example.com",
        ];
        if (text.Trim() == Initials.Of($"{user.Tenant.Name} Inc.") || text.Trim() == Initials.Of(user.Tenant.Application.Name)) return "";
        text = Addresses().Replace(text, "");
        foreach (var known in data) text = text.Replace(known, "", StringComparison.Ordinal);
        return PlainWords().IsMatch(Ids().Replace(text, "")) ? text.Trim() : "";
    }

    [GeneratedRegex("[A-Za-z]{2}")]
    private static partial Regex PlainWords();

    [GeneratedRegex("[0-9a-f]{16,}")]
    private static partial Regex Ids();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Addresses();
}
