using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Roles;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Signup;

/// <summary>Which roles people get by the way they came.</summary>
public class SignupRolesTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task Who_opens_a_workspace_gets_the_roles_of_the_applications_policy()
    {
        var application = await _platform.ApplicationAsync();
        var role = await _platform.RoleAsync(application, boundaryId: null);
        await PolicyAsync(application, tenantId: null, role);
        var email = $"{Some.Name("ann")}@example.com";
        var browser = _platform.NewBrowser();

        var form = await browser.GetAsync($"{application.Base}/signup");
        await browser.SubmitAsync(form, "#signup", new Dictionary<string, string>
        {
            ["workspace"] = Some.Name("acme"),
            ["address"] = "",
            ["given_name"] = "Ann",
            ["family_name"] = "Owner",
            ["email"] = email,
        });

        (await RolesAsync(application, email)).ShouldBe([role]);
    }

    [Fact]
    public async Task Who_joins_a_workspace_gets_the_roles_of_its_own_policy_and_never_the_applications()
    {
        var application = await _platform.ApplicationAsync();
        var (opened, joined) = (await _platform.RoleAsync(application, null), await _platform.RoleAsync(application, null));
        await PolicyAsync(application, tenantId: null, opened);
        var (with, without) = (await _platform.TenantAsync(application), await _platform.TenantAsync(application));
        await PolicyAsync(application, with.Id, joined);
        foreach (var (tenant, expected) in new[] { (with, (string[])[joined]), (without, []) })
        {
            await _platform.ChangeAsync(tenant, t => t.SignupEnabled = true);
            var email = $"{Some.Name("joe")}@example.com";
            var browser = _platform.NewBrowser();
            var form = await browser.GetAsync($"{tenant.Base}/signup");
            await browser.SubmitAsync(form, "#signup", new Dictionary<string, string>
            {
                ["given_name"] = "Joe",
                ["family_name"] = "Joined",
                ["email"] = email,
            });

            (await RolesAsync(application, email)).ShouldBe(expected);
        }
    }

    private Task PolicyAsync(SomeApplication application, string? tenantId, params string[] roles) =>
        _platform.ChangeAsync(application, database => Task.FromResult(database.Add(new RoleAssignmentPolicy
        {
            Id = Ids.New(),
            ApplicationId = application.Id,
            TenantId = tenantId,
            DefaultSignupRoles = [.. roles],
            CreatedAt = _platform.Time.GetUtcNow(),
            UpdatedAt = _platform.Time.GetUtcNow(),
        })));

    private Task<List<string>> RolesAsync(SomeApplication application, string email) => _platform.ReadAsync(application.Id, database =>
        database.UserRoles.Where(r => database.Users.Any(u => u.Id == r.UserId && u.Email == email)).Select(r => r.RoleId).ToListAsync());
}
