using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.Signup;

/// <summary>For which client somebody makes a workspace: one that exists (X-A18), or none.</summary>
internal sealed class SignupJourney(WaitingRequests requests, PlatformDbContext database)
{
    public async Task<Journey> FindAsync(Caller caller, string? clientId, string? handle, CancellationToken cancellationToken)
    {
        var journey = await requests.JourneyAsync(caller, handle, cancellationToken);
        if (journey.Handle is not null || clientId is not { Length: Ids.Length }) return journey;
        var applicationId = caller.Application.Id;
        var isKnown = await database.OAuthClients.AnyAsync(
            c => c.Id == clientId && c.ApplicationId == applicationId && c.Enabled, cancellationToken);
        return isKnown ? new Journey(clientId) : journey;
    }
}
