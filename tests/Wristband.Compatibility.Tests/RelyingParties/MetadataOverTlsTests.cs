using System.Text.Json;
using Wristband.Compatibility.Tests.Running;

namespace Wristband.Compatibility.Tests.RelyingParties;

/// <summary>What the conformance plans ask of the discovery document, and what they cannot see in memory: every address is https.</summary>
public sealed class MetadataOverTlsTests(Guests guests) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => guests.StartAsync();

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_address_in_the_discovery_document_is_https_and_answers(bool atTenant)
    {
        var app = Guests.OpenIdClient;
        var host = atTenant ? guests.Platform.TenantUrl(app, "acme") : guests.Platform.Issuer(app);
        var browser = guests.Platform.NewBrowser();

        var document = JsonDocument.Parse((await browser.GetOnceAsync(host + "/.well-known/openid-configuration")).Body).RootElement;

        document.GetProperty("issuer").GetString().ShouldBe(guests.Platform.Issuer(app));
        var addresses = document.EnumerateObject()
            .Where(p => p.Name.EndsWith("_endpoint", StringComparison.Ordinal) || p.Name.EndsWith("_uri", StringComparison.Ordinal))
            .ToList();
        addresses.Count.ShouldBeGreaterThanOrEqualTo(5);
        foreach (var address in addresses)
        {
            address.Value.GetString()!.ShouldStartWith("https://");
            var answer = await browser.GetOnceAsync(address.Value.GetString()!);
            ((int)answer.Status).ShouldBeLessThan(500, address.Name);
            ((int)answer.Status).ShouldNotBe(404, address.Name);
        }
    }
}
