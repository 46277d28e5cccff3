using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;

namespace Wristband.TestSupport;

/// <summary>Puts somebody behind a browser without walking through the login page, for tests of what comes after it.</summary>
public static class SignedInUser
{
    /// <summary>
    /// Starts a single sign-on session at the user's tenant and puts its cookie into the browser. Returns the session's id.
    /// </summary>
    public static async Task<string> SignInAsync(this PlatformHost platform, Browser browser, SomeUser user, TimeSpan? ago = null)
    {
        var reference = SecretToken.New();
        var at = platform.Time.GetUtcNow() - (ago ?? TimeSpan.Zero);
        var session = new AuthSession
        {
            Id = Ids.New(),
            TenantId = user.Tenant.Id,
            ApplicationId = user.Tenant.Application.Id,
            UserId = user.Id,
            ReferenceHash = SecretToken.Hash(reference),
            AuthenticatedAt = at,
            Amr = "pwd",
            LastSeenAt = platform.Time.GetUtcNow(),
            ExpiresAt = at + TimeSpan.FromHours(24),
        };
        await using var unit = platform.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterTenant(user.Tenant.Id, user.Tenant.Application.Id);
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        database.Add(session);
        await database.SaveChangesAsync();
        browser.Cookies.Put(new Uri(user.Tenant.Base), PlatformCookies.Session, reference);
        return session.Id;
    }
}
