using System.Net;

namespace Wristband.Rules.Tests;

/// <summary>The tests' own network is a guard too: it must be able to fail.</summary>
public class InternetTests
{
    [Fact]
    public async Task A_request_to_an_unknown_host_can_fail_the_test()
    {
        var browser = new Browser(new Internet().Host("known.example", new Answer()), TimeProvider.System);

        await Should.ThrowAsync<UnknownHostException>(() => browser.GetAsync("https://unknown.example/"));
    }

    [Fact]
    public async Task A_request_to_a_registered_host_or_suffix_is_answered()
    {
        var internet = new Internet().Host("known.example", new Answer()).HostsBelow("apps.example", new Answer());
        var browser = new Browser(internet, TimeProvider.System);

        (await browser.GetAsync("https://known.example/")).Body.ShouldBe("known.example");
        (await browser.GetAsync("https://a.apps.example/")).Body.ShouldBe("a.apps.example");
    }

    private sealed class Answer : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(request.RequestUri!.Host) });
    }
}
