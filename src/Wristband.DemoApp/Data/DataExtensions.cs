using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Data;

/// <summary>One SQLite file. Another database is another package and another line here.</summary>
internal static class DataExtensions
{
    public static WebApplicationBuilder AddData(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<CurrentTenant>();
        // Options for everybody: with the default lifetime every request would make its own, and look for the folder again.
        builder.Services.AddDbContext<DemoDbContext>(
            (services, options) => options.UseSqlite(ConnectionString(services)), optionsLifetime: ServiceLifetime.Singleton);
        builder.Services.AddHostedService<MigrateAtStart>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        return builder;
    }

    private static string ConnectionString(IServiceProvider services)
    {
        var folder = Directory.CreateDirectory(services.GetRequiredService<IOptions<DemoOptions>>().Value.DataDirectory);
        return new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.FullName, "demo.db") }.ToString();
    }
}
