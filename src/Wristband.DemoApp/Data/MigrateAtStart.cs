using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Data;

/// <summary>
/// Brings the tables up to date before the first request is answered. In Development only, unless the settings ask for it: in
/// production a deployment does that once ('dotnet ef database update'), with rights that the application need not have.
/// </summary>
internal sealed class MigrateAtStart(IServiceScopeFactory scopes, IOptions<DemoOptions> options, IHostEnvironment environment)
    : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!(options.Value.MigrateAtStart ?? environment.IsDevelopment())) return;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoDbContext>().Database.MigrateAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
