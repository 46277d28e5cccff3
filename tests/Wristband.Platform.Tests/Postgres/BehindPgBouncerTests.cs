using System.Net;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Postgres;

/// <summary>The token store through a pooler that gives each transaction another connection, and a journey over it.</summary>
public sealed class BehindPgBouncerTests : PostgresTokenStoreTests
{
    [Fact]
    public async Task A_person_signs_in_and_refreshes()
    {
        var user = await Platform.UserAsync(await Platform.TenantAsync());
        var app = new RelyingParty(Platform, user.Tenant.Application);

        var tokens = await app.SignInAsync(user);

        for (var turn = 0; turn < 5; turn++) tokens = Tokens.Of(await app.RefreshAsync(tokens.RefreshToken));
        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    protected override Task<PlatformHost> StartAsync() =>
        PlatformHost.StartOnPostgresAsync(throughPooler: true, configure: WithoutPruning);
}
