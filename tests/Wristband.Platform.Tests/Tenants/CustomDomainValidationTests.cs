using System.Net;
using System.Text;
using Wristband.Platform.Tenants;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Tenants;

/// <summary>P-50 and protocol 2.12: whether a host is a tenant's own domain, for the application that asks.</summary>
public class CustomDomainValidationTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task P50_a_domain_is_valid_for_its_own_application_only()
    {
        var tenant = await _platform.TenantAsync();
        var domain = await _platform.CustomDomainAsync(tenant);
        var other = await _platform.ApplicationAsync();

        (await AskAsync(tenant.Application, domain)).ShouldBeTrue();
        (await AskAsync(tenant.Application, domain.ToUpperInvariant())).ShouldBeTrue();
        (await AskAsync(other, domain)).ShouldBeFalse();
    }

    [Fact]
    public async Task P50_vanity_hosts_unknown_hosts_and_hosts_of_inactive_tenants_are_not()
    {
        var tenant = await _platform.TenantAsync();
        var domain = await _platform.CustomDomainAsync(tenant);
        await _platform.ChangeAsync(tenant, t => t.Status = TenantStatus.Inactive);

        foreach (var host in new[] { domain, tenant.HostName, tenant.Application.HostName, "unknown.example", " ", "{}", "a b" })
            (await AskAsync(tenant.Application, host)).ShouldBeFalse(host);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{}")]
    [InlineData("{\"tenantCustomDomain\":null}")]
    [InlineData("{\"tenantCustomDomain\":7}")]
    [InlineData("{\"tenantCustomDomain\":")]
    [InlineData("{\"tenantCustomDomain\":\"\\ud800\"}")]
    public async Task A_question_that_is_none_is_refused(string body)
    {
        var application = await _platform.ApplicationAsync();

        var answer = await PostAsync(application, body);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("type").GetString().ShouldBe("base_error");
    }

    private async Task<bool> AskAsync(SomeApplication application, string domain)
    {
        var answer = await PostAsync(application, $$"""{"tenantCustomDomain":"{{domain}}"}""");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return answer.Json.GetProperty("valid").GetBoolean();
    }

    private Task<Answer> PostAsync(SomeApplication application, string body) =>
        new RelyingParty(_platform, application).SendAsync(
            new HttpRequestMessage(HttpMethod.Post, application.Base + "/api/v1/custom-domains/validate")
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            });
}
