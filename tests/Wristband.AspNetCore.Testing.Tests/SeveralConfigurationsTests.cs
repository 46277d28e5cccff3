using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Wristband.AspNetCore.Testing.Tests;

/// <summary>An application with a second configuration, called "partners".</summary>
public class SeveralConfigurationsTests
{
    private static readonly WebApplicationFactory<Program> Sample = Given.Application();
    private static readonly TestClientOptions Partners = new() { Configuration = "partners" };

    [Fact]
    public async Task A_client_is_signed_in_to_the_configuration_that_it_names_and_to_no_other()
    {
        using var customer = Sample.CreateClientFor(new TestUser { Tenant = "acme" });
        using var partner = Sample.CreateClientFor(new TestUser { Tenant = "initech" }, Partners);

        using var ordered = await partner.PostAsync("/api/orders", null);
        using var strange = await customer.PostAsync("/api/orders", null);
        using var mistaken = await partner.PostAsync("/api/notes", null);

        (await ordered.Content.ReadAsStringAsync()).ShouldBe("ordered by initech");
        strange.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        mistaken.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Bearer_tokens_belong_to_one_configuration()
    {
        (await StatusAsync(Sample.CreateBearerFor(new TestUser(), configuration: "partners"))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(Sample.CreateBearerFor(new TestUser()))).ShouldBe(HttpStatusCode.Unauthorized);

        static async Task<HttpStatusCode> StatusAsync(string token)
        {
            using var client = Sample.CreateClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/stock") { Headers = { Authorization = new("Bearer", token) } };
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_configuration_that_does_not_exist_is_named()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            Sample.CreateClientForAsync(new TestUser(), new TestClientOptions { Configuration = "resellers" }));

        failure.Message.ShouldContain("AddWristband(\"resellers\")");
    }
}
