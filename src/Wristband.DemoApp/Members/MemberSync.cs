using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Wristband.AspNetCore;
using Wristband.DemoApp.Data;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Members;

/// <summary>Keeps the application's own row about each person who signs in, and puts them into a group.</summary>
internal sealed class MemberSync(DemoDbContext database, CurrentTenant tenant, TimeProvider time)
{
    /// <summary>__WRISTBAND__ OnSignedIn: the platform has vouched for the person, and the session is about to be written.</summary>
    public async Task SignedInAsync(ClaimsIdentity identity, CancellationToken cancellationToken)
    {
        var user = new ClaimsPrincipal(identity);
        var group = Groups.Of(user.FindAll(WristbandClaims.Role).Select(role => role.Value));
        identity.AddClaim(new Claim(Groups.Claim, group));

        var visitor = Visitor.From(user);
        var now = time.GetUtcNow();
        tenant.Enter(visitor.TenantId!);
        var member = new Member
        {
            TenantId = visitor.TenantId!,
            UserId = visitor.UserId!,
            Name = visitor.FullName ?? visitor.Name,
            Email = visitor.Email,
            Group = group,
            FirstSignIn = now,
            LastSignIn = now,
        };
        if (await UpdateAsync(member, cancellationToken)) return;
        try
        {
            database.Add(member);
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Two first sign-ins at once: the other one was faster, so there is a row to update now.
            database.ChangeTracker.Clear();
            if (!await UpdateAsync(member, cancellationToken)) throw;
        }
    }

    private async Task<bool> UpdateAsync(Member member, CancellationToken cancellationToken) =>
        await database.Members.Where(row => row.UserId == member.UserId).ExecuteUpdateAsync(
            row => row
                .SetProperty(m => m.Name, member.Name)
                .SetProperty(m => m.Email, member.Email)
                .SetProperty(m => m.Group, member.Group)
                .SetProperty(m => m.LastSignIn, member.LastSignIn),
            cancellationToken) > 0;
}
