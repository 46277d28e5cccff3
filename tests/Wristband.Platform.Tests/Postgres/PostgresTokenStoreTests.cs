using Wristband.Platform.Tests.Storage;
using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.Platform.Tests.Postgres;

/// <summary>The token store of the database that many replicas share.</summary>
public class PostgresTokenStoreTests : TokenStoreContract
{
    protected override Task<PlatformHost> StartAsync() => PlatformHost.StartOnPostgresAsync(configure: WithoutPruning);

    protected override Task FailBeforeNextTokenAsync() => PlatformDatabases.AsOwnerAsync(Platform.ConnectionString!, """
        CREATE FUNCTION stops_in_between() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''stopped''; END';
        CREATE TRIGGER stops_in_between BEFORE INSERT ON "OAuthTokens" FOR EACH ROW WHEN (NEW."Kind" = 'Refresh')
            EXECUTE FUNCTION stops_in_between();
        """);

    protected override Task FailNoMoreAsync() =>
        PlatformDatabases.AsOwnerAsync(Platform.ConnectionString!, """DROP TRIGGER stops_in_between ON "OAuthTokens" """);
}
