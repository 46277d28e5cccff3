using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;
using Wristband.Platform.Security;

namespace Wristband.Platform.Setup;

/// <summary>
/// Makes an empty platform usable, once: the application in which those who run it sign in, with the first of them; a first application
/// of their own; and a client that may do everything in it. All of it, or nothing.
/// </summary>
internal sealed class PlatformSetup(
    PlatformDbContext database, ApplicationCreation applications, Workspace workspace, IOptions<PlatformOptions> options, TimeProvider time)
{
    /// <summary>What the refusal says when there is an application already.</summary>
    public static readonly Refusal AlreadySetUp = new("already_set_up");

    public async Task<Outcome<SetupResult>> RunAsync(SetupRequest request, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginExclusiveAsync("setup", cancellationToken);
        if (await database.Applications.AnyAsync(cancellationToken)) return AlreadySetUp;
        var origin = options.Value.Origins()[0];

        var setupUrl = await workspace.CreateAsync(request, origin, cancellationToken);

        var home = origin.At(request.HostName);
        var application = applications.Add(
            request.Application.Value, request.DisplayName, request.HostName, home + NotConnectedPage.Path);
        var secret = SecretToken.New();
        var client = AddAdminClient(application, secret);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SetupResult(application.Id, origin.AuthorityOf(request.HostName), client.Id, secret, setupUrl);
    }

    private OAuthClient AddAdminClient(Application application, string secret)
    {
        var client = new OAuthClient
        {
            Id = Ids.New(),
            ApplicationId = application.Id,
            Name = PredefinedRoles.ApplicationAdminClient.DisplayName,
            Type = ClientType.MachineToMachine,
            SecretHashes = [SecretToken.Hash(secret)],
            CreatedAt = time.GetUtcNow(),
        };
        database.OAuthClients.Add(client);
        database.ClientRoles.Add(new ClientRole
        {
            ClientId = client.Id,
            RoleId = PredefinedRoles.IdOf(PredefinedRoles.ApplicationAdminClient, application.Id),
            ApplicationId = application.Id,
        });
        return client;
    }
}
