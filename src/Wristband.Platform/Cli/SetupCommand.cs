using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.Setup;

namespace Wristband.Platform.Cli;

/// <summary><c>setup --application NAME --host HOST --admin EMAIL</c></summary>
internal static class SetupCommand
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(Func<WebApplication> build)
    {
        var application = new Option<string>("--application") { Description = "What people call your application.", Required = true };
        var host = new Option<string>("--host") { Description = "Its vanity host, such as auth.yourapp.io.", Required = true };
        var admin = new Option<string>("--admin") { Description = "The e-mail address of who runs the platform.", Required = true };
        var dashboard = new Option<string>("--dashboard-host") { Description = "The dashboard's host; beside the other unless given." };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object and nothing else." };
        var command = new Command(
            "setup", "Makes an empty platform usable: a first application, a client that may do everything in it, and a link for you.")
        {
            application, host, admin, dashboard, json,
        };
        command.SetAction(async (line, cancellationToken) =>
        {
            var (output, error) = (line.InvocationConfiguration.Output, line.InvocationConfiguration.Error);
            if (!SetupRequest.TryRead(
                line.GetValue(application), line.GetValue(host), line.GetValue(dashboard), line.GetValue(admin), out var request,
                out var problems))
            {
                foreach (var problem in problems) await error.WriteLineAsync(problem.Message);
                return 1;
            }
            await using var app = build();
            await app.Services.MigrateAsync(cancellationToken);
            await using var scope = app.Services.CreateAsyncScope();
            var outcome = await scope.ServiceProvider.GetRequiredService<PlatformSetup>().RunAsync(request, cancellationToken);
            if (!outcome.Succeeded)
            {
                await error.WriteLineAsync("WB2225: This platform is set up already. Nothing was changed.");
                return 1;
            }
            await output.WriteLineAsync(
                line.GetValue(json) ? JsonSerializer.Serialize(outcome.Result, Json) : Words(outcome.Result, request.Admin.Written));
            return 0;
        });
        return command;
    }

    private static string Words(SetupResult made, string admin) => $"""
        Done. Keep the secret now: it is not shown again.

        {string.Join('\n', made.Variables.Select(variable => $"{variable.Name}={variable.Value}"))}

        The client may do everything in application {made.ApplicationId} by the API (docs/api.md).
        {admin} sets a password here, within half an hour:

        {made.SetupUrl}
        """;
}
